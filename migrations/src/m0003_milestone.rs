//! Milestones: a due date as it was said, the days that it may mean, and what it was before.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, date_null, integer, json, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("milestone")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(text("title"))
            .col(string("due"))
            .col(date("due_first"))
            .col(date("due_last"))
            .col(json("past"))
            .col(date_null("done_on"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("milestone", "sheet_id").to("action_sheet", "id"));
        manager.create_table(table.take()).await?;
        let mut index = Index::create();
        index.name("milestone_sheet").table("milestone").col("sheet_id").col("due_last");
        manager.create_index(index.take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("milestone").to_owned()).await
    }
}
