//! The templates of plans, from their second version on; which one a plan gives to new sheets, and which a sheet follows.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, json, string, text, timestamp_with_time_zone_null, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("sheet_template")
            .col(uuid("id").primary_key())
            .col(uuid("plan_id"))
            .col(integer("number"))
            .col(json("sections"))
            .col(text("note"))
            .col(integer("version"))
            .col(string("by_name"))
            .col(timestamp_with_time_zone_null("published_at"))
            .foreign_key(ForeignKey::create().from("sheet_template", "plan_id").to("plan", "id"));
        manager.create_table(table.take()).await?;
        let mut index = Index::create();
        index.name("sheet_template_number").table("sheet_template").col("plan_id").col("number").unique();
        manager.create_index(index.take()).await?;
        for table in ["plan", "action_sheet"] {
            // the first template is the product's: every plan has it without a row
            let column = integer("template").default(1).take();
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["plan", "action_sheet"] {
            manager.alter_table(Table::alter().table(table).drop_column("template").to_owned()).await?;
        }
        manager.drop_table(Table::drop().table("sheet_template").to_owned()).await
    }
}
