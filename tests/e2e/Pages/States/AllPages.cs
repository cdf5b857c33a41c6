using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Portal.Client;

namespace E2E.Pages.States;

/// <summary>Every page of the portal with its states. The routes are read from the assembly, so that none is forgotten.</summary>
internal static class AllPages
{
    private static readonly Seen _noId = Seen.Not("its address names nothing");
    private static readonly Seen _alwaysThere = Seen.Not("what it shows is there, or it is not found");
    private static readonly Seen _looksOnly = Seen.Not("there is nothing to be done on it but look");
    private static readonly Broken _memory = Broken.Never("it reads nothing but memory");

    public static IReadOnlyList<string> Routes { get; } = [.. typeof(Routes).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<PageStates> Table { get; } =
    [
        new("/", "/", page => page.GetByRole(AriaRole.Region, new() { Name = "Figures" }))
        {
            Empty = Seen.Not("its figures are zero then"),
            Missing = _noId,
            Error = new("sales", "order"),
            Refused = _looksOnly,
        },
        new("/orders", "/orders?size=25", page => Rows(page, "Orders"))
        {
            Others = ["/orders?text=nobody-is-called-this"],
            Empty = new("No orders yet"),
            Missing = _noId,
            Error = new("sales", "order"),
            Refused = Seen.Not("the form has an address of its own"),
        },
        new("/orders/new", "/orders/new", page => page.GetByRole(AriaRole.Button, new() { Name = "Place the order" }))
        {
            Empty = new("No orders yet"),
            Missing = _noId,
            Error = new("sales", "order"),
            Refused = new("Place the order"),
        },
        new("/orders/{Id}", "/orders/{order}", page => page.GetByRole(AriaRole.Table, new() { Name = "What was ordered" }))
        {
            Others = ["/orders/no-such-order"],
            Empty = _alwaysThere,
            Missing = new("No such order", "/orders/no-such-order"),
            Error = new("sales", "order"),
            Refused = new("Cancel the order", "/orders/{waiting-order}"),
        },
        new("/instances", "/instances", page => Rows(page, "Instances"))
        {
            Empty = new("No instances"),
            Missing = _noId,
            Error = new("compute", "instances"),
            Refused = new("Launch"),
        },
        new("/instances/{id}", "/instances/{instance}", page => page.GetByTestId("instance-state"))
        {
            Empty = _alwaysThere,
            Missing = new("No such instance", "/instances/no-such-instance"),
            Error = new("compute", "instances"),
            Refused = new("Terminate"),
        },
        new("/stock", "/stock", page => Rows(page, "Stock"))
        {
            Empty = new("Nothing in stock"),
            Missing = _noId,
            Error = new("warehouse", "stock_level"),
            Refused = new("Rebuild"),
        },
        new("/stock/{sku}", "/stock/KB-100", page => Rows(page, "Events"))
        {
            Empty = _alwaysThere,
            Missing = new("No such SKU", "/stock/NO-SUCH"),
            Error = new("warehouse", "stock_level"),
            Refused = new("Book the receipt"),
        },
        new("/queues", "/queues", page => Rows(page, "Queues"))
        {
            Empty = new("No queue matches the filter", "/queues?q=no-such-queue"),
            Missing = _noId,
            Error = _memory,
            Refused = new("Create a queue"),
        },
        new("/queues/{Name}", "/queues/sales", page => page.GetByRole(AriaRole.Link, new() { Name = "Send a message" }))
        {
            Others = ["/queues/sales?tab=messages", "/queues/sales?tab=settings", "/queues/no-such-queue"],
            Empty = new("No message is in this queue", "/queues/sales?tab=messages"),
            Missing = new("No such queue", "/queues/no-such-queue"),
            Error = new("broker", "ready_{states-number}", "/queues/states?tab=messages"),
            Refused = new("Pause sales"),
        },
        new("/topics", "/topics", page => Rows(page, "Topics"))
        {
            Empty = Seen.Not("the services of the portal subscribe to theirs before it answers"),
            Missing = _noId,
            Error = _memory,
            Refused = new("Create a topic"),
        },
        new("/topics/{Name}", "/topics/sales", page => page.GetByRole(AriaRole.Heading, new() { Name = "Subscribe a queue" }))
        {
            Empty = _alwaysThere,
            Missing = new("No such topic", "/topics/no-such-topic"),
            Error = _memory,
            Refused = new("Subscribe"),
        },
        new("/messages", "/messages", page => Rows(page, "Messages"))
        {
            Others = ["/messages?type=no.such.type"],
            Empty = new("The journal is empty"),
            Missing = _noId,
            Error = new("journal", "record"),
            Refused = _looksOnly,
        },
        new("/messages/{Id}", "/messages/{message}", page => page.GetByRole(AriaRole.List, new() { Name = "Journal" }).GetByRole(AriaRole.Listitem).First)
        {
            Empty = _alwaysThere,
            Missing = new("No such message", "/messages/00000000000000000000000000000000"),
            Error = new("journeys", "journey"),
            Refused = _looksOnly,
        },
        new("/dead-letters", "/dead-letters?view=list", page => Rows(page, "Dead letters"))
        {
            Others = ["/dead-letters", "/dead-letters?queue=no-such-queue"],
            Empty = new("Nothing is waiting for you", "/dead-letters"),
            Missing = _noId,
            Error = new("desk", "letter"),
            Refused = new("Replay", "/dead-letters?view=groups"),
        },
        new("/dead-letters/{Id}", "/dead-letters/{dead-letter}", page => page.GetByRole(AriaRole.Region, new() { Name = "Failure" }))
        {
            Empty = _alwaysThere,
            Missing = new("No such dead letter", "/dead-letters/4711"),
            Error = new("broker", "dead_letter_event"),
            Refused = new("Archive"),
        },
        new("/dead-letters/{Id}/edit", "/dead-letters/{dead-letter}/edit", page => page.GetByRole(AriaRole.Region, new() { Name = "Message" }))
        {
            Empty = _alwaysThere,
            Missing = new("No such dead letter", "/dead-letters/4711/edit"),
            Error = new("broker", "dead_letter_event"),
            Refused = new("Replay the edited message"),
        },
        new("/operations", "/operations", page => page.GetByRole(AriaRole.List, new() { Name = "Operations" }).GetByRole(AriaRole.Listitem).First)
        {
            Empty = new("No operations"),
            Missing = _noId,
            Error = new("operations", "operation"),
            Refused = new("Cancel"),
        },
        new("/operations/{Id}", "/operations/{operation}", page => page.GetByTestId("operation-state"))
        {
            Empty = new("None is waiting", "/operations/{done-operation}?result=waiting"),
            Missing = new("No such operation", "/operations/none"),
            Error = new("operations", "operation"),
            Refused = new("Cancel"),
        },
        new("/jobs", "/jobs", page => Rows(page, "Jobs"))
        {
            Empty = Seen.Not("the portal's own jobs are always there"),
            Missing = _noId,
            Error = new("jobs", "QRTZ_JOB_DETAILS"),
            Refused = new("Run now"),
        },
        new("/jobs/{Id}", "/jobs/{job}", page => page.GetByRole(AriaRole.Heading, new() { Name = "Last runs" }))
        {
            Empty = new("It has not run yet"),
            Missing = new("No such job", "/jobs/DEFAULT.none"),
            Error = new("jobs", "QRTZ_JOB_DETAILS"),
            Refused = new("Run now"),
        },
        new("/people", "/people", page => Rows(page, "People"))
        {
            IsAnswered403 = true,
            Others = ["/people?q=nobody-is-called-this"],
            Empty = new("Nobody matches the filter", "/people?q=nobody-is-called-this"),
            Missing = _noId,
            Error = new("portal", "AspNetUsers"),
            Refused = Seen.Not("the whole page is"),
            Forbidden = "You may not see this page",
        },
        new("/account", "/account", page => page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }))
        {
            Empty = Seen.Not("everybody has an account"),
            Missing = _noId,
            Error = new("portal", "AspNetUsers"),
            Refused = Seen.Not("it is everybody's own"),
        },
        new("/audit", "/audit", page => Rows(page, "Records"))
        {
            IsAnswered403 = true,
            Others = ["/audit?outcome=refused", "/audit?entry=1"],
            Empty = new("No record matches", "/audit?who=nobody-is-called-this"),
            Missing = _noId,
            Error = new("audit", "record"),
            Refused = Seen.Not("it is refused as a whole"),
            Forbidden = "You may not see this page",
        },
        new("/keys", "/keys?q={key}", page => Rows(page, "API keys"))
        {
            Others = ["/keys?q=no-such-key"],
            Empty = new("No API keys", "/keys"),
            Missing = _noId,
            Error = _memory,
            Refused = new("Make a key", "/keys"),
        },
        new("/api-docs", "/api-docs?call=GetQueue", page => page.GetByRole(AriaRole.Article))
        {
            Others = ["/api-docs", "/api-docs?q=dead-letters"],
            Empty = new("No call matches", "/api-docs?q=no-such-call"),
            Missing = new("No such call", "/api-docs?call=NoSuchCall"),
            Error = _memory,
            Refused = new("Send", "/api-docs?call=PauseQueue"),
        },
        new("/sandbox", "/sandbox", page => page.GetByRole(AriaRole.Form, new() { Name = "Payments" }))
        {
            Empty = new("The sandbox is off"),
            Missing = _noId,
            Error = _memory,
            Refused = new("Apply"),
        },
        new("/sign-in", "/sign-in", page => page.GetByLabel("Password"))
        {
            Empty = Seen.Not("it is a form"),
            Missing = _noId,
            Error = Broken.Never("nobody is signed in yet: it has a test of its own beside the others"),
            Refused = Seen.Not("it is for everybody"),
        },
        new("/sign-out", "/sign-out", page => page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }))
        {
            Empty = Seen.Not("it is a form"),
            Missing = _noId,
            Error = Broken.Never("it takes the cookie away, which needs no data"),
            Refused = Seen.Not("it is for everybody"),
        },
        new("/not-found", "/nothing/is/here", page => page.GetByText("There is nothing at this address"))
        {
            Empty = Seen.Not("it shows nothing of the portal"),
            Missing = new("Page not found", "/nothing/is/here"),
            Error = Broken.Never("it reads nothing"),
            Refused = Seen.Not("it is for everybody"),
        },
    ];

    public static PageStates Of(string route) =>
        Table.SingleOrDefault(page => page.Route.Equals(route, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException($"{route} is not in the table: say what is to be seen on it, in each of its states.");

    /// <summary>Looks at each page, and says of all of them what is not as it should be.</summary>
    public static async Task CheckAsync(Func<PageStates, bool> which, Func<PageStates, Task> check)
    {
        var wrong = new List<string>();
        foreach (var page in Table.Where(which))
        {
            try
            {
                await check(page);
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
            {
                wrong.Add($"{page.Route}: {exception.Message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static ILocator Rows(IPage page, string table) =>
        page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true }).Locator("tbody tr").First;
}
