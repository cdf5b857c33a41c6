using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Security.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Data;

public sealed class When_the_people_of_an_earlier_version_are_migrated
{
    /// <summary>Migrations only go forward, and EF Core finds a single one only by a name with a time in it.</summary>
    private const string BackToTheFirst = """
        DROP TABLE session; DROP TABLE api_key; DROP TABLE AspNetUserPasskeys;
        ALTER TABLE AspNetUsers DROP COLUMN Disabled; ALTER TABLE AspNetUsers DROP COLUMN CreatedAt; ALTER TABLE AspNetUsers DROP COLUMN LastSignInAt;
        DELETE FROM __EFMigrationsHistory WHERE MigrationId > '0001_Initial';
        INSERT INTO AspNetUsers (Id, UserName, NormalizedUserName, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount, SecurityStamp)
        VALUES ('1', 'ada', 'ADA', 0, 0, 0, 1, 0, 'stamp');
        """;

    [Fact]
    public async Task They_may_come_in_as_before_and_can_have_keys()
    {
        using var directory = new TemporaryDirectory();
        await using var db = new SecurityDbContext(new DbContextOptionsBuilder<SecurityDbContext>()
            .UseSqlite(SqliteFile.ConnectionString(directory.Path, "portal")).ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning)).Options);
        await DatabaseMigration.RunAsync(db, writeAhead: false, TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(BackToTheFirst, TestContext.Current.CancellationToken);

        await DatabaseMigration.RunAsync(db, writeAhead: false, TestContext.Current.CancellationToken);

        var ada = await db.Users.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("ada", false, null, "stamp"), (ada.UserName, ada.Disabled, ada.CreatedAt, ada.SecurityStamp));
        db.ApiKeys.Add(new ApiKey { Id = "k", Name = "n", OwnerId = ada.Id, Scopes = "read", Hash = [1] });
        Assert.Equal(1, await db.SaveChangesAsync(TestContext.Current.CancellationToken));
    }
}
