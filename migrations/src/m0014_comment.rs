//! Comments on a sheet, one level of answers.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, json, string, text, timestamp_with_time_zone as moment,
    timestamp_with_time_zone_null as moment_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table
            .table("comment")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(uuid_null("parent_id"))
            .col(uuid_null("person_id"))
            .col(string("by_name"))
            .col(moment("at"))
            .col(json("text"))
            .col(moment_null("edited_at"))
            .col(moment_null("removed_at"))
            .col(uuid_null("removed_by"))
            .col(string("removed_by_name"))
            .col(text("removal"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("comment", "sheet_id").to("action_sheet", "id"))
            .foreign_key(ForeignKey::create().from("comment", "parent_id").to("comment", "id"));
        for person in ["person_id", "removed_by"] {
            table.foreign_key(ForeignKey::create().from("comment", person).to("person", "id"));
        }
        manager.create_table(table.take()).await?;
        for (name, columns) in [
            ("comment_sheet", ["sheet_id", "at"]),
            ("comment_parent", ["parent_id", "at"]),
            ("comment_person", ["person_id", "at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table("comment");
            for column in columns {
                index.col(column);
            }
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("comment").to_owned()).await
    }
}
