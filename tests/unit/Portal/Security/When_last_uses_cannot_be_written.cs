using Microsoft.EntityFrameworkCore;
using Portal.Security.Keys;
using Portal.Security.Sessions;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class When_last_uses_cannot_be_written : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SettableTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Should_the_stop_write_what_the_failed_write_has_not()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var key = await desk.MakeKeyAsync("olga", "read");
        using var page = desk.Get<SessionBook>().Of(await desk.SignInAsync("olga")).Watch(() => { });
        _time.Now += TimeSpan.FromHours(1);
        desk.Send(key.Key);

        // The last thing before the commit fails, when everything is written and nothing is durable.
        foreach (var table in (string[])["api_key", "session"])
            await SqlAsync($"CREATE TRIGGER full_{table} AFTER UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Get<KeyUse>().WriteAsync(Token));
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Get<SessionUse>().WriteAsync(Token));
        foreach (var table in (string[])["api_key", "session"])
            await SqlAsync($"DROP TRIGGER full_{table}");

        await desk.Get<KeyUse>().StopAsync(Token);
        await desk.Get<SessionUse>().StopAsync(Token);

        await using var db = await desk.DatabaseAsync();
        var now = _time.Now.ToUnixTimeMilliseconds();
        Assert.Equal((now, now), ((await db.ApiKeys.SingleAsync(Token)).LastUsedAt, (await db.Sessions.SingleAsync(Token)).LastSeenAt));

        async Task SqlAsync(string sql)
        {
            await using var db = await desk.DatabaseAsync();
            await db.Database.ExecuteSqlRawAsync(sql, Token);
        }
    }
}
