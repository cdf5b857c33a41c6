using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.DeadLetters.Detail;
using Portal.Client.DeadLetters.Groups;
using Portal.Client.DeadLetters.Letters;
using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Operations;
using Portal.Client.Security;
using Portal.Live;
using Radzen;

namespace Unit.Portal.Client.Desk;

/// <summary>States that a working portal does not come into: parts of the desk rendered over a gateway that fails or refuses.</summary>
public sealed class The_desk_when_something_is_wrong : IAsyncDisposable
{
    private readonly DeskStandIn _desk = new();
    private readonly ServiceProvider _services;
    private readonly HtmlRenderer _renderer;

    public The_desk_when_something_is_wrong()
    {
        _services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton<ILiveFeed>(new LiveFeed(TimeProvider.System))
            .AddSingleton<IDeadLetterGateway>(_desk)
            .AddSingleton<NavigationManager, StandingStill>()
            .AddSingleton<IJSRuntime, NoBrowser>()
            .AddRadzenComponents()
            .AddElements()
            .BuildServiceProvider();
        _renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
    }

    [Fact]
    public async Task The_list_says_so_and_offers_another_try()
    {
        _desk.IsBroken = true;
        var page = await RenderAsync<LetterList>(Parameters());
        Assert.Contains("Something went wrong on the server", page, StringComparison.Ordinal);
        Assert.Contains("Retry", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The store is broken", page, StringComparison.Ordinal); // what exactly is for the log
    }

    [Fact]
    public async Task The_groups_say_why_they_were_refused()
    {
        _desk.Refusal = new Problem(503, "The desk is being built up", "It reads the dead letters for the first time.");
        var page = await RenderAsync<GroupList>(Parameters());
        Assert.Contains("The desk is being built up", page, StringComparison.Ordinal);
        Assert.Contains("Retry", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_match_it_says_how_to_see_more()
    {
        var filtered = await RenderAsync<LetterList>(Parameters(new DeadLetterFilter(Queue: "billing")));
        Assert.Contains("No dead letter matches the filter", filtered, StringComparison.Ordinal);
        Assert.Contains("Show all dead letters", filtered, StringComparison.Ordinal);
        var failed = await RenderAsync<GroupList>(Parameters(new DeadLetterFilter(Status: DeadLetterStatus.Failed)));
        Assert.Contains("Nothing is waiting for you", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_where_any_failure_is_shown_it_says_that_it_appears_by_itself()
    {
        const string words = "appears here by itself";
        foreach (var status in new DeadLetterStatus?[] { null, DeadLetterStatus.Failed })
        {
            Assert.Contains(words, await RenderAsync<LetterList>(Parameters(new DeadLetterFilter(Status: status))), StringComparison.Ordinal);
            Assert.Contains(words, await RenderAsync<GroupList>(Parameters(new DeadLetterFilter(Status: status))), StringComparison.Ordinal);
        }

        foreach (var filter in new[] { new DeadLetterFilter(Status: DeadLetterStatus.Archived), new DeadLetterFilter(Status: DeadLetterStatus.Failed, Queue: "billing") })
        {
            Assert.DoesNotContain(words, await RenderAsync<LetterList>(Parameters(filter)), StringComparison.Ordinal);
            Assert.DoesNotContain(words, await RenderAsync<GroupList>(Parameters(filter)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_role_lacks_is_shown_with_the_reason()
    {
        _desk.Add(DeskStandIn.Letter(1));
        var viewer = await RenderAsync<LetterActions>(Actions(), Access.Viewer);
        Assert.Equal(5, Count(viewer, "aria-disabled=\"true\""));
        Assert.Contains("Needs the role operator. Ask an administrator.", viewer, StringComparison.Ordinal);
        var person = await RenderAsync<LetterActions>(Actions(), Access.Operator);
        Assert.Equal(1, Count(person, "aria-disabled=\"true\"")); // deleting
        Assert.Contains("Needs the role administrator. Ask an administrator.", person, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static Dictionary<string, object?> Parameters(DeadLetterFilter? filter = null) => new()
    {
        ["Filter"] = filter ?? new DeadLetterFilter(),
        ["Operations"] = Array.Empty<OperationView>(),
        ["StartAsync"] = (Func<global::Portal.Client.DeadLetters.Bulk.BulkRequest, Task<bool>>)(_ => Task.FromResult(false)),
    };

    private Dictionary<string, object?> Actions() => new() { ["Letter"] = _desk.Get("1"), ["Filter"] = new DeadLetterFilter(), ["By"] = "somebody" };

    private Task<string> RenderAsync<T>(Dictionary<string, object?> parameters, string role = Access.Administrator)
        where T : IComponent => _renderer.Dispatcher.InvokeAsync(async () =>
        {
            var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
            RenderFragment content = builder =>
            {
                builder.OpenComponent<T>(0);
                builder.AddMultipleAttributes(1, parameters!);
                builder.CloseComponent();
            };
            var root = await _renderer.RenderComponentAsync<CascadingValue<Task<AuthenticationState>>>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Value"] = Task.FromResult(new AuthenticationState(person)),
                ["ChildContent"] = content,
            }));
            return System.Net.WebUtility.HtmlDecode(root.ToHtmlString());
        });

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private sealed class StandingStill : NavigationManager
    {
        public StandingStill() => Initialize("http://localhost/", "http://localhost/dead-letters");
    }

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult<TValue>(default!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => ValueTask.FromResult<TValue>(default!);
    }
}
