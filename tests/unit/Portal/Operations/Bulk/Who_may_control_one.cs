using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Client.Security;
using Portal.Operations.Bulk;
using Portal.Security.Abilities;
using Portal.Security.People;
using Portal.Security.Sessions;
using Unit.Support;

namespace Unit.Portal.Operations.Bulk;

/// <summary>Only those whose role could have started it.</summary>
public class Who_may_control_one
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_refuse_an_operator_what_an_administrator_deletes_and_say_who_may()
    {
        await using var desk = await BulkDesk.OpenAsync(new FakeTime());
        await desk.FailAsync(40);
        var deletion = BulkDesk.Value(await desk.Gateway.DeleteAsync(All(OperationKind.Delete), "Ada", Token));
        await desk.UntilAsync(deletion.Id, o => o.Done > 0);
        var before = BulkDesk.Value(await desk.Gateway.PauseAsync(deletion.Id, "Ada", Token));
        var gateway = As(desk, Access.Operator);

        foreach (var refused in new[] { await gateway.PauseAsync(deletion.Id, "Bob", Token), await gateway.ResumeAsync(deletion.Id, "Bob", Token), await gateway.CancelAsync(deletion.Id, "Bob", Token) })
        {
            Assert.Equal(403, refused.Problem?.Status);
            Assert.Contains(Access.Administrator, refused.Problem!.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(before, await gateway.FindAsync(deletion.Id, Token));
        Assert.Equal(OperationState.Cancelled, BulkDesk.Value(await As(desk, Access.Administrator).CancelAsync(deletion.Id, "Ada", Token)).State);
    }

    [Fact]
    public async Task Should_let_an_operator_control_a_replay_whoever_started_it()
    {
        await using var desk = await BulkDesk.OpenAsync(new FakeTime());
        await desk.FailAsync(40);
        var replay = BulkDesk.Value(await As(desk, Access.Administrator).StartAsync(All(OperationKind.Replay), "Ada", Token));
        var gateway = As(desk, Access.Operator);

        Assert.Equal(OperationState.Paused, BulkDesk.Value(await gateway.PauseAsync(replay.Id, "Bob", Token)).State);
        Assert.Equal(OperationState.Running, BulkDesk.Value(await gateway.ResumeAsync(replay.Id, "Bob", Token)).State);
        Assert.Equal(OperationState.Cancelled, BulkDesk.Value(await gateway.CancelAsync(replay.Id, "Bob", Token)).State);
        Assert.Equal(404, (await gateway.CancelAsync("nope", "Bob", Token)).Problem?.Status);
    }

    [Fact]
    public async Task Should_hold_what_is_to_be_restored_until_it_is_over()
    {
        await using var desk = await BulkDesk.OpenAsync(new FakeTime());
        var letters = await desk.FailAsync(40);
        await desk.CompletedAsync((await desk.StartAsync(All(OperationKind.Archive) with { RatePerSecond = null })).Id);
        var restore = await desk.StartAsync(All(OperationKind.Restore));
        await desk.UntilAsync(restore.Id, o => o.Done == 1);

        Assert.Equal([letters[7]], desk.InHand.Held([letters[0], letters[7], 777]));
        Assert.Empty(desk.InHand.Among([letters[7]]));
        BulkDesk.Value(await desk.Gateway.CancelAsync(restore.Id, "Ada", Token));
        Assert.Empty(desk.InHand.Held([letters[7]]));
    }

    private static StartOperation All(OperationKind kind) => new(kind, Filter: new DeadLetterFilter(), RatePerSecond: 1);

    private static OperationControl As(BulkDesk desk, string role)
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "somebody"), new Claim(ClaimTypes.Role, role)], "test"));
        var sessions = new SessionBook(new PeopleBook(contexts: null!), Options.Create(new IdentityOptions())); // nobody has signed in
        return new OperationControl((OperationGateway)desk.Gateway, new CurrentPerson(new HttpContextAccessor { HttpContext = new DefaultHttpContext { User = person } }, sessions));
    }
}
