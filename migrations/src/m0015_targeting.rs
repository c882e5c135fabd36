//! The rubrics of a sheet that are one form: themes, whom it targets.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut create = Table::create();
        create
            .table("card")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(string("kind"))
            .col(text("data"))
            .col(integer("version"))
            .col(text("by_name"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(ForeignKey::create().from("card", "sheet_id").to("action_sheet", "id"));
        manager.create_table(create).await?;
        let mut index = Index::create();
        index.name("card_sheet").table("card").col("sheet_id").col("kind").unique();
        manager.create_index(index.take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("card").to_owned()).await
    }
}
