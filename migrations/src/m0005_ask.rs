//! Requests for support: to whom, about what, who answers, for when.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date_null, integer, string, string_null, text, timestamp_with_time_zone as moment,
    timestamp_with_time_zone_null as moment_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("ask")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(string("addressee"))
            .col(string("about"))
            .col(text("request"))
            .col(uuid_null("person_id"))
            .col(string("by_name"))
            .col(moment("opened_at"))
            .col(string("state"))
            .col(moment("since"))
            .col(uuid_null("owner_id"))
            .col(text("answer"))
            .col(uuid_null("answered_by"))
            .col(moment_null("answered_at"))
            .col(string_null("due"))
            .col(date_null("due_first"))
            .col(date_null("due_last"))
            .col(integer("reminders"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("ask", "sheet_id").to("action_sheet", "id"));
        for person in ["person_id", "owner_id", "answered_by"] {
            table.foreign_key(ForeignKey::create().from("ask", person).to("person", "id"));
        }
        manager.create_table(table.take()).await?;
        for (name, columns) in [("ask_sheet", ["sheet_id", "state"]), ("ask_owner", ["owner_id", "state"])] {
            let mut index = Index::create();
            index.name(name).table("ask");
            for column in columns {
                index.col(column);
            }
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("ask").to_owned()).await
    }
}
