//! Deliverables: what an action hands over, when, and where it stands.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, date_null, integer, json, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("deliverable")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(text("title"))
            .col(string("kind"))
            .col(string("nature"))
            .col(text("publics"))
            .col(string("rank"))
            .col(string("due"))
            .col(date("due_first"))
            .col(date("due_last"))
            .col(json("past"))
            .col(string("state"))
            .col(date_null("submitted_on"))
            .col(date_null("given_up_on"))
            .col(string("reason"))
            .col(text("detail"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("deliverable", "sheet_id").to("action_sheet", "id"));
        manager.create_table(table.take()).await?;
        let mut index = Index::create();
        index.name("deliverable_sheet").table("deliverable").col("sheet_id").col("due_last");
        manager.create_index(index.take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("deliverable").to_owned()).await
    }
}
