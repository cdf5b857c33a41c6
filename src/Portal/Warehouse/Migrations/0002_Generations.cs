using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Migrations;

/// <summary>Levels in generations, so that they can be rebuilt beside those that serve; snapshots for past times; an index for each order of the list.</summary>
[DbContext(typeof(WarehouseDbContext))]
[Migration("0002_Generations")]
internal sealed class Generations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        ALTER TABLE stock_event ADD COLUMN "By" TEXT NULL;
        ALTER TABLE stock_level RENAME TO stock_level_1;
        CREATE TABLE stock_level (
            Generation INTEGER NOT NULL,
            Sku TEXT NOT NULL,
            OnHand INTEGER NOT NULL,
            Reserved INTEGER NOT NULL,
            Available INTEGER NOT NULL AS (OnHand - Reserved),
            LastEvent INTEGER NOT NULL,
            Events INTEGER NOT NULL,
            UpdatedAt INTEGER NOT NULL,
            CONSTRAINT PK_stock_level PRIMARY KEY (Generation, Sku)
        );
        CREATE INDEX IX_stock_level_Generation_Available_Sku ON stock_level (Generation, Available, Sku);
        CREATE INDEX IX_stock_level_Generation_OnHand_Sku ON stock_level (Generation, OnHand, Sku);
        CREATE TABLE stock_snapshot (
            Generation INTEGER NOT NULL,
            Sku TEXT NOT NULL,
            EventId INTEGER NOT NULL,
            At INTEGER NOT NULL,
            OnHand INTEGER NOT NULL,
            Reserved INTEGER NOT NULL,
            CONSTRAINT PK_stock_snapshot PRIMARY KEY (Generation, Sku, EventId)
        );
        CREATE INDEX IX_stock_snapshot_Generation_Sku_At ON stock_snapshot (Generation, Sku, At);
        CREATE TABLE stock_projection (
            Id INTEGER NOT NULL CONSTRAINT PK_stock_projection PRIMARY KEY,
            Generation INTEGER NOT NULL,
            Building INTEGER NULL
        );
        INSERT INTO stock_projection VALUES (1, 1, NULL);
        CREATE TABLE stock_rebuild (
            Id INTEGER NOT NULL CONSTRAINT PK_stock_rebuild PRIMARY KEY AUTOINCREMENT,
            State INTEGER NOT NULL,
            Total INTEGER NOT NULL,
            LastEvent INTEGER NOT NULL,
            LastSku TEXT NULL,
            Differences INTEGER NULL,
            StartedBy TEXT NULL,
            StartedAt INTEGER NOT NULL,
            UpdatedAt INTEGER NOT NULL,
            EndedAt INTEGER NULL,
            Version INTEGER NOT NULL
        );
        CREATE INDEX IX_product_Name_Sku ON product (Name, Sku);
        INSERT INTO stock_level (Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt)
            SELECT 1, l.Sku, l.OnHand, l.Reserved, COALESCE(MAX(e.Id), 0), COUNT(e.Id), COALESCE(MAX(e.At), 0)
            FROM stock_level_1 l LEFT JOIN stock_event e ON e.Sku = l.Sku GROUP BY l.Sku;
        INSERT INTO stock_level (Generation, Sku, OnHand, Reserved, LastEvent, Events, UpdatedAt)
            SELECT 1, Sku, 0, 0, 0, 0, 0 FROM product WHERE true ON CONFLICT DO NOTHING;
        DROP TABLE stock_level_1;
        INSERT INTO stock_snapshot (Generation, Sku, EventId, At, OnHand, Reserved)
            SELECT 1, Sku, Id, At, OnHand, Reserved FROM (
                SELECT Sku, Id, MAX(At) OVER w AS At, ROW_NUMBER() OVER w AS Number,
                    SUM(CASE Kind WHEN 0 THEN Quantity WHEN 4 THEN Quantity WHEN 3 THEN -Quantity ELSE 0 END) OVER w AS OnHand,
                    SUM(CASE Kind WHEN 1 THEN Quantity WHEN 2 THEN -Quantity WHEN 3 THEN -Quantity ELSE 0 END) OVER w AS Reserved
                FROM stock_event WINDOW w AS (PARTITION BY Sku ORDER BY Id))
            WHERE Number % {StockSnapshot.Every} = 0;
        """);
}
