using Microsoft.EntityFrameworkCore;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

/// <summary><c>portal.db</c> has many writers, and a commit has to wait until nobody reads: then it is tried again, and nobody hears of it.</summary>
public sealed class When_many_sign_in_and_make_keys_at_once : IDisposable
{
    private const int Each = 5;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Should_let_all_of_them()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(ReadAsync)).ToList();

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => RepeatAsync(() => desk.SignInAsync("olga")))),
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => RepeatAsync(() => desk.MakeKeyAsync("admin", "messages:send")))),
        ]);
        await done.CancelAsync();
        await Task.WhenAll(readers);

        await using var db = await desk.DatabaseAsync();
        Assert.Equal(2 * Each, await db.Sessions.CountAsync());
        Assert.Equal(2 * Each, await db.ApiKeys.CountAsync(key => key.Name == "key of admin"));

        async Task ReadAsync()
        {
            while (!done.IsCancellationRequested)
            {
                // As slowly as a busy machine does.
                await using var db = await desk.DatabaseAsync();
                await foreach (var _ in db.Users.AsNoTracking().AsAsyncEnumerable())
                    await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
            }
        }
    }

    private static async Task RepeatAsync(Func<Task> action)
    {
        for (var i = 0; i < Each; i++)
            await action();
    }
}
