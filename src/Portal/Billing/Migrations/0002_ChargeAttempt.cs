using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Billing.Data;

namespace Portal.Billing.Migrations;

[DbContext(typeof(BillingDbContext))]
[Migration("0002_ChargeAttempt")]
internal sealed class AddChargeAttempt : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "charge_attempt",
        table => new
        {
            OrderId = table.Column<string>(),
            StartedAt = table.Column<long>(),
        },
        constraints: table => table.PrimaryKey("PK_charge_attempt", a => a.OrderId));
}
