using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Security.Data;

namespace Portal.Security.Migrations;

/// <summary>API keys, people who may not sign in for now, and ASP.NET Core Identity's schema version 3, which is the one with passkeys.</summary>
[DbContext(typeof(SecurityDbContext))]
[Migration("0002_KeysAndPasskeys")]
internal sealed class KeysAndPasskeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE AspNetUsers ADD COLUMN Disabled INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE AspNetUsers ADD COLUMN CreatedAt INTEGER NULL;
        ALTER TABLE AspNetUsers ADD COLUMN LastSignInAt INTEGER NULL;
        CREATE TABLE AspNetUserPasskeys (
            CredentialId BLOB NOT NULL CONSTRAINT PK_AspNetUserPasskeys PRIMARY KEY,
            UserId TEXT NOT NULL,
            Data TEXT NOT NULL,
            CONSTRAINT FK_AspNetUserPasskeys_AspNetUsers_UserId FOREIGN KEY (UserId) REFERENCES AspNetUsers (Id) ON DELETE CASCADE
        );
        CREATE INDEX IX_AspNetUserPasskeys_UserId ON AspNetUserPasskeys (UserId);
        CREATE TABLE api_key (
            Id TEXT NOT NULL CONSTRAINT PK_api_key PRIMARY KEY,
            Name TEXT NOT NULL,
            OwnerId TEXT NOT NULL,
            Scopes TEXT NOT NULL,
            Hash BLOB NOT NULL,
            CreatedAt INTEGER NOT NULL,
            ExpiresAt INTEGER NULL,
            LastUsedAt INTEGER NULL,
            LastUsedFrom TEXT NULL,
            RevokedAt INTEGER NULL,
            RevokedBy TEXT NULL,
            CONSTRAINT FK_api_key_AspNetUsers_OwnerId FOREIGN KEY (OwnerId) REFERENCES AspNetUsers (Id) ON DELETE CASCADE
        );
        CREATE INDEX IX_api_key_OwnerId ON api_key (OwnerId);
        """);
}
