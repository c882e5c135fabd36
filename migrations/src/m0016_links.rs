//! What milestones, deliverables and indicators serve; and the links of a sheet to other actions.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

const SERVING: [&str; 3] = ["milestone", "deliverable", "indicator"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in SERVING {
            let mut alter = Table::alter();
            alter.table(table).add_column(uuid_null("goal_id"));
            manager.alter_table(alter).await?;
        }
        let mut create = Table::create();
        create
            .table("link")
            .col(uuid("id").primary_key())
            .col(uuid("sheet_id"))
            .col(string("relation"))
            // one of the plan; absent for another plan’s
            .col(uuid_null("other_id"))
            .col(text("said"))
            .col(text("note"))
            .col(integer("version"))
            .foreign_key(ForeignKey::create().from("link", "sheet_id").to("action_sheet", "id"))
            .foreign_key(ForeignKey::create().from("link", "other_id").to("action_sheet", "id"));
        manager.create_table(create).await?;
        for (name, column) in [("link_sheet", "sheet_id"), ("link_other", "other_id")] {
            let mut index = Index::create();
            index.name(name).table("link").col(column);
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("link").to_owned()).await?;
        for table in SERVING {
            let mut alter = Table::alter();
            alter.table(table).drop_column("goal_id");
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
