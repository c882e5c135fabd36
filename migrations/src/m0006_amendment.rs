//! The phase of a running action; the amendments of an adopted sheet; the last day of an emergent one.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date_null, integer, integer_null, string, text, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // one column a statement: SQLite takes no more; what runs already begins with its first phase
        for column in [string("phase").default("cadrage").take(), date_null("last_day").take()] {
            let mut table = Table::alter();
            manager.alter_table(table.table("action_sheet").add_column(column).take()).await?;
        }
        let mut table = Table::create();
        table
            .table("amendment")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(string("part"))
            .col(text("before"))
            .col(text("after"))
            .col(text("reason"))
            .col(uuid_null("person_id"))
            .col(string("by_name"))
            .col(timestamp_with_time_zone("at"))
            .col(string("state"))
            .col(integer_null("number"))
            .col(text("decision"))
            .col(string("decided_by_name"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("amendment", "sheet_id").to("action_sheet", "id"))
            .foreign_key(ForeignKey::create().from("amendment", "person_id").to("person", "id"));
        manager.create_table(table.take()).await?;
        let mut index = Index::create();
        // a sheet has one amendment of each number; proposals have none yet
        index.name("amendment_number").table("amendment").col("sheet_id").col("number").unique();
        manager.create_index(index.take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("amendment").to_owned()).await?;
        for column in ["last_day", "phase"] {
            let mut table = Table::alter();
            manager.alter_table(table.table("action_sheet").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
