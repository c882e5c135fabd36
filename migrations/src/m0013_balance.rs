//! Balances: their rubrics, each with its version, and the documents that they were imported from.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{blob, integer, string, text, timestamp_with_time_zone, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("balance")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(text("title"))
            .col(string("status"))
            .col(text("comment"))
            .col(string("by_name"))
            .col(timestamp_with_time_zone("status_since"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("balance", "sheet_id").to("action_sheet", "id"));
        manager.create_table(table.take()).await?;
        let mut index = Index::create();
        index.name("balance_sheet").table("balance").col("sheet_id").col("status_since");
        manager.create_index(index.take()).await?;

        let mut table = Table::create();
        table
            .table("balance_text")
            .col(uuid("balance_id"))
            .col(string("part"))
            .col(text("body"))
            .col(integer("version"))
            .col(string("by_name"))
            .col(timestamp_with_time_zone("at"))
            .primary_key(Index::create().col("balance_id").col("part"))
            .foreign_key(ForeignKey::create().from("balance_text", "balance_id").to("balance", "id"));
        manager.create_table(table.take()).await?;

        let mut table = Table::create();
        table
            .table("balance_import")
            .col(uuid("id").primary_key())
            .col(uuid("plan_id"))
            .col(uuid_null("person_id"))
            .col(string("by_name"))
            .col(timestamp_with_time_zone("at"))
            .col(string("source_name"))
            .col(blob("source"))
            .col(string("sha256"))
            .col(uuid_null("balance_id"))
            .foreign_key(ForeignKey::create().from("balance_import", "plan_id").to("plan", "id"))
            .foreign_key(ForeignKey::create().from("balance_import", "person_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("balance_import", "balance_id").to("balance", "id"));
        manager.create_table(table.take()).await?;
        for (name, column) in [("balance_import_source", "sha256"), ("balance_import_balance", "balance_id")]
        {
            let mut index = Index::create();
            index.name(name).table("balance_import").col(column);
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["balance_import", "balance_text", "balance"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
