using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Security.Data;

namespace Portal.Security.Migrations;

/// <summary>Who is signed in where. Cookies of before say no session: who has one signs in once more.</summary>
[DbContext(typeof(SecurityDbContext))]
[Migration("0004_Sessions")]
internal sealed class Sessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE session (
            Id TEXT NOT NULL CONSTRAINT PK_session PRIMARY KEY,
            UserId TEXT NOT NULL,
            Stamp TEXT NOT NULL,
            Device TEXT NOT NULL,
            Address TEXT NULL,
            BegunAt INTEGER NOT NULL,
            LastSeenAt INTEGER NOT NULL,
            CONSTRAINT FK_session_AspNetUsers_UserId FOREIGN KEY (UserId) REFERENCES AspNetUsers (Id) ON DELETE CASCADE
        );
        CREATE INDEX IX_session_UserId ON session (UserId);
        """);
}
