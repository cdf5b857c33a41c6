using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Account;
using Portal.Client.People;
using Portal.Client.Security;
using Portal.Security.Sessions;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class Sessions_of_a_person : IDisposable
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0";

    private readonly TemporaryDirectory _directory = new();
    private readonly SettableTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Are_listed_and_ended_one_by_one_and_stay_ended_after_a_restart()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var (here, there, olga) = (await desk.SignInAsync("admin"), await desk.SignInAsync("admin", Firefox), await desk.SignInAsync("olga"));
        var (mine, hers) = (desk.As<ISessionGateway>(here), desk.As<ISessionGateway>(olga));
        var (book, told) = (desk.Get<SessionBook>(), 0);
        using var open = book.Of(there).Watch(() => Interlocked.Increment(ref told));

        var list = (await mine.ListAsync(Token)).Value!.Items;
        Assert.Equal([("curl", true, false), ("Firefox on Windows", false, true)], list.Select(session => (session.Device, session.IsThis, session.IsOpen)));
        Assert.Equal("192.0.2.7", list[0].Address);

        // Nobody ends somebody else's.
        Assert.Equal(404, (await hers.EndAsync(list[1].Id, Token)).Problem?.Status);
        Assert.False(book.Of(there).HasEnded);
        Assert.Equal(0, (await hers.EndOthersAsync(Token)).Value!.Ended);

        Assert.Equal("Firefox on Windows", (await mine.EndAsync(list[1].Id, Token)).Value!.Device);
        Assert.Equal((SessionEnding.EndedElsewhere, false), (book.Of(there).Ending, book.IsValid(there)));
        Assert.True(book.IsValid(here));
        await Until.TrueAsync(() => Volatile.Read(ref told) == 1); // the page
        Assert.Equal(403, (await desk.As<ISessionGateway>(there).ListAsync(Token)).Problem?.Status);
        Assert.Equal(404, (await mine.EndAsync(list[1].Id, Token)).Problem?.Status);

        await desk.DisposeAsync();
        await using var again = await SecurityDesk.OpenAsync(_directory, _time);
        Assert.Equal((true, false, true), (again.Get<SessionBook>().IsValid(here), again.Get<SessionBook>().IsValid(there), again.Get<SessionBook>().IsValid(olga)));
        Assert.Single((await again.As<ISessionGateway>(here).ListAsync(Token)).Value!.Items);
    }

    [Fact]
    public async Task End_all_but_one_and_all_with_a_changed_role_and_say_why()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        Assert.True((await desk.As<IPeopleGateway>("admin").MakeAsync(new MakePerson("rita", SecurityDesk.Password, Access.Operator), Token)).Succeeded);
        var (here, there, elsewhere) = (await desk.SignInAsync("rita"), await desk.SignInAsync("rita"), await desk.SignInAsync("rita"));
        var book = desk.Get<SessionBook>();

        Assert.Equal(2, (await desk.As<ISessionGateway>(here).EndOthersAsync(Token)).Value!.Ended);
        Assert.Equal((true, false, false), (book.IsValid(here), book.IsValid(there), book.IsValid(elsewhere)));

        var session = book.Of(here);
        Assert.True((await desk.As<IPeopleGateway>("admin").PutAsync("rita", new(Access.Viewer), Token)).Succeeded);
        Assert.Equal((SessionEnding.RoleChanged, SessionEnding.RoleChanged), (session.Ending, book.Of(here).Ending));
        Assert.Null(book.Find(here));

        // Their rows go with the next look, and would be worth nothing until then.
        await desk.Get<SessionDesk>().WriteAsync(Token);
        await using var db = await desk.DatabaseAsync();
        Assert.Equal(0, await db.Sessions.CountAsync(Token));
    }

    [Fact]
    public async Task Are_over_when_nobody_was_there_for_a_week_and_go_on_while_a_page_is_open()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var (left, open) = (await desk.SignInAsync("olga"), await desk.SignInAsync("olga"));
        var book = desk.Get<SessionBook>();
        using var page = book.Of(open).Watch(() => { });

        _time.Now += SessionDesk.Longest / 2;
        await desk.Get<SessionDesk>().WriteAsync(Token);
        _time.Now += SessionDesk.Longest / 2 + TimeSpan.FromSeconds(1);
        await desk.Get<SessionDesk>().WriteAsync(Token);

        Assert.Equal((false, true), (book.IsValid(left), book.IsValid(open)));
        await using var db = await desk.DatabaseAsync();
        Assert.Equal(_time.Now.ToUnixTimeMilliseconds(), (await db.Sessions.SingleAsync(Token)).LastSeenAt);
    }

    [Fact]
    public async Task Are_at_most_a_hundred_of_which_the_one_used_longest_ago_goes()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var first = await desk.SignInAsync("olga");
        for (var i = 0; i < SessionDesk.MostOfPerson; i++)
        {
            _time.Now += TimeSpan.FromSeconds(1);
            await desk.SignInAsync("olga");
        }

        Assert.Equal(SessionEnding.TooMany, desk.Get<SessionBook>().Of(first).Ending);
        Assert.Equal(SessionDesk.MostOfPerson, desk.Get<SessionBook>().All.Count());
    }

    [Fact]
    public async Task Are_not_begun_with_what_was_changed_while_somebody_signed_in()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        Assert.True((await desk.As<IPeopleGateway>("admin").MakeAsync(new MakePerson("rita", SecurityDesk.Password, Access.Operator), Token)).Succeeded);
        await using var db = await desk.DatabaseAsync();
        var asRead = await db.Users.AsNoTracking().SingleAsync(user => user.UserName == "rita", Token); // and the password compared
        Assert.True((await desk.As<IPeopleGateway>("admin").SetPasswordAsync("rita", "another-password", Token)).Succeeded);

        Assert.Null(await desk.Get<SessionDesk>().BeginAsync(asRead, new DefaultHttpContext()));
        Assert.Equal(0, await db.Sessions.CountAsync(Token));

        // Nor is it listed when the change comes between its commit and the list.
        Assert.False(desk.Get<SessionBook>().Put(new() { Id = "1", UserId = asRead.Id, Stamp = asRead.SecurityStamp!, Device = "curl", BegunAt = 1, LastSeenAt = 1 }));
        Assert.Empty(desk.Get<SessionBook>().All);
    }

    [Fact]
    public async Task Are_no_business_of_keys()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        await desk.SignInAsync("olga");
        var key = desk.Send((await desk.MakeKeyAsync("olga", "read")).Key).Caller!;

        Assert.Equal(403, (await desk.As<ISessionGateway>(key).ListAsync(Token)).Problem?.Status);
        Assert.Equal(403, (await desk.As<ISessionGateway>(key).EndOthersAsync(Token)).Problem?.Status);
        Assert.Single(desk.Get<SessionBook>().All);
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36", "Chrome on Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on macOS")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>alert('you')</script>", "Unknown device")]
    [InlineData(null, "Unknown device")]
    public void Have_a_name_in_words_of_ours(string? userAgent, string words) => Assert.Equal(words, DeviceWords.Of(userAgent));
}
