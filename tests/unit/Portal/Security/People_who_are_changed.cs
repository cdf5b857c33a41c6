using Microsoft.EntityFrameworkCore;
using Portal.Client.Keys;
using Portal.Client.People;
using Portal.Client.Security;
using Portal.Security.Sessions;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class People_who_are_changed : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Lose_their_sessions_and_their_keys_what_the_role_no_longer_allows_also_after_a_restart()
    {
        string key;
        await using (var desk = await SecurityDesk.OpenAsync(_directory))
        {
            await AddAsync(desk, "rita", Access.Operator);
            key = (await desk.MakeKeyAsync("rita", "read", "messages:send")).Key;
            var (session, before) = (desk.People.SessionOf(desk.People.FindByName("rita")!.Id, desk.People.FindByName("rita")!.Stamp), desk.Send(key).Caller!);
            var keySession = desk.Get<SessionBook>().Of(before);

            Assert.Equal(Access.Viewer, (await desk.As<IPeopleGateway>("admin").PutAsync("rita", new(Access.Viewer), Token)).Value?.Role);

            Assert.Equal(SessionEnding.RoleChanged, session.Ending);
            Assert.Equal(SessionEnding.KeyOwnerChanged, keySession.Ending);
            Assert.Null(Access.WhyNot(desk.Send(key).Caller, Ability.Read));
            Assert.NotNull(Access.WhyNot(desk.Send(key).Caller, Ability.SendMessages));
        }

        await using var again = await SecurityDesk.OpenAsync(_directory);
        Assert.NotNull(Access.WhyNot(again.Send(key).Caller, Ability.SendMessages));
        Assert.True((await again.As<IPeopleGateway>("admin").PutAsync("rita", new(Disabled: true), Token)).Succeeded);
        Assert.Equal("The owner of the API key may not sign in.", again.Send(key).Refusal);
        Assert.Equal(KeyState.Suspended, (await again.As<IKeyGateway>("admin").ListAsync(new(), new(), Token)).Value!.Items.Single().State);
    }

    [Fact]
    public async Task Are_never_the_last_administrator_nor_whoever_asks_nor_of_the_configuration()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory);
        await AddAsync(desk, "anna", Access.Administrator);
        var anna = desk.As<IPeopleGateway>("anna");

        Assert.Equal("Nobody disables themselves", (await anna.PutAsync("anna", new(Disabled: true), Token)).Problem?.Title);
        Assert.Equal("The role is set in the configuration", (await anna.PutAsync("olga", new(Access.Viewer), Token)).Problem?.Title);
        Assert.Equal("The password is set in the configuration", (await anna.SetPasswordAsync("olga", "long-enough", Token)).Problem?.Title);
        Assert.True((await anna.PutAsync("admin", new(Disabled: true), Token)).Succeeded);
        Assert.Equal("The last administrator", (await anna.PutAsync("anna", new(Access.Operator), Token)).Problem?.Title);
        Assert.Equal(Access.Administrator, desk.People.FindByName("anna")!.Role);
    }

    [Fact]
    public async Task Have_an_administrator_again_at_the_next_start_when_the_configuration_leaves_none()
    {
        await using (var desk = await SecurityDesk.OpenAsync(_directory))
        {
            await using var db = await desk.DatabaseAsync();
            await db.Users.Where(user => user.UserName == "admin").ExecuteUpdateAsync(set => set.SetProperty(user => user.Disabled, true), Token);
            await db.UserRoles.ExecuteDeleteAsync(Token);
        }

        await using var again = await SecurityDesk.OpenAsync(_directory);
        await AddAsync(again, "anna", Access.Administrator);
        Assert.Equal((Access.Administrator, false), (again.People.FindByName("admin")!.Role, again.People.FindByName("admin")!.Disabled));

        // Where somebody else is left it is as people have made it.
        Assert.True((await again.As<IPeopleGateway>("anna").PutAsync("admin", new(Disabled: true), Token)).Succeeded);
        await again.DisposeAsync();
        await using var third = await SecurityDesk.OpenAsync(_directory);
        Assert.True(third.People.FindByName("admin")!.Disabled);
    }

    [Fact]
    public async Task Are_nobody_else_s_business_and_a_page_of_a_session_that_has_ended_may_nothing()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory);
        await AddAsync(desk, "anna", Access.Administrator);
        var (olga, anna) = (desk.As<IPeopleGateway>("olga"), desk.As<IPeopleGateway>("anna"));

        Assert.Equal(403, (await olga.ListAsync(null, new(), Token)).Problem?.Status);
        Assert.Equal(403, (await olga.FindAsync("admin", Token)).Problem?.Status);
        Assert.Equal(["admin", "anna"], (await anna.ListAsync(null, new(2), Token)).Value!.Items.Select(person => person.Name));
        Assert.True((await desk.As<IPeopleGateway>("admin").SetPasswordAsync("anna", "another-password", Token)).Succeeded);
        Assert.Contains("not signed in any more", (await anna.ListAsync(null, new(), Token)).Problem?.Detail, StringComparison.Ordinal);
        Assert.Equal(403, (await anna.PutAsync("admin", new(Disabled: true), Token)).Problem?.Status);
    }

    [Theory]
    [InlineData("", SecurityDesk.Password, Access.Viewer, "name")]
    [InlineData("a b", SecurityDesk.Password, Access.Viewer, "name")]
    [InlineData("OLGA", SecurityDesk.Password, Access.Viewer, "name")]
    [InlineData("new", "short", Access.Viewer, "password")]
    [InlineData("new", SecurityDesk.Password, "king", "role")]
    public async Task Are_not_made_of_what_is_wrong(string name, string password, string role, string field)
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory);

        var refused = await desk.As<IPeopleGateway>("admin").MakeAsync(new MakePerson(name, password, role), Token);

        Assert.Equal([field], refused.Problem?.Errors?.Keys);
        Assert.Equal(2, desk.People.All.Count());
    }

    private static async Task AddAsync(SecurityDesk desk, string name, string role) =>
        Assert.True((await desk.As<IPeopleGateway>("admin").MakeAsync(new MakePerson(name, SecurityDesk.Password, role), Token)).Succeeded);
}
