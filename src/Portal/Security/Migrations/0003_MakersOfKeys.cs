using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Security.Data;

namespace Portal.Security.Migrations;

/// <summary>With which key a key was made.</summary>
[DbContext(typeof(SecurityDbContext))]
[Migration("0003_MakersOfKeys")]
internal sealed class MakersOfKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE api_key ADD COLUMN MadeWith TEXT NULL;");
}
