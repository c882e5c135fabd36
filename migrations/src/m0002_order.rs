//! Indexes that give the sheets of a plan in their order: by axis, then code, then title.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const ORDER: &str = "action_sheet_order";
const POSITION: &str = "axis_position";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &["axis_id", "code_key", "title_key", "id"]).await?;
        let position =
            Index::create().name(POSITION).table("axis").col("plan_id").col("position").unique().take();
        manager.create_index(position).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(POSITION).table("axis").to_owned()).await?;
        replace(manager, &["plan_id", "code_key", "title_key"]).await
    }
}

/// The order of the sheets, by these columns.
async fn replace(manager: &SchemaManager<'_>, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(ORDER).table("action_sheet").to_owned()).await?;
    let mut index = Index::create();
    index.name(ORDER).table("action_sheet");
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index.take()).await
}
