using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Client.Sandbox;

namespace Portal.Client.Layout;

/// <summary>A page of the menu.</summary>
/// <param name="Href">Its address below the base.</param>
/// <param name="Icon">Of the Material symbols.</param>
/// <param name="Text">What it is called, as its heading says.</param>
internal sealed record MenuEntry(string Href, string Icon, string Text)
{
    private static readonly HashSet<string> _routes = [.. typeof(MenuEntry).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template.TrimStart('/'))];

    /// <summary>Groups by what people come for. An entry shows once this assembly has its page.</summary>
    public static IReadOnlyList<(string? Title, IReadOnlyList<MenuEntry> Entries)> Groups(ISandboxGateway sandbox) =>
        [.. All(sandbox).Select(group => (group.Title, (IReadOnlyList<MenuEntry>)[.. group.Entries.Where(entry => _routes.Contains(entry.Href))]))
            .Where(group => group.Item2.Count > 0)];

    private static IEnumerable<(string? Title, MenuEntry[] Entries)> All(ISandboxGateway sandbox) =>
    [
        (null, [new("", "monitoring", "Overview")]),
        ("Trade", [new("orders", "shopping_cart", "Orders"), new("catalogue", "sell", "Catalogue"), new("stock", "inventory_2", "Stock")]),
        ("Compute", [new("instances", "dns", "Instances"), new("schedules", "event_repeat", "Schedules")]),
        ("Messaging",
        [
            new("queues", "stacks", "Queues"),
            new("topics", "hub", "Topics"),
            new("messages", "search", "Messages"),
            new("dead-letters", "mark_email_unread", "Dead letters"),
        ]),
        ("Work", [new("operations", "conveyor_belt", "Operations"), new("jobs", "schedule", "Jobs")]),
        ("Portal",
        [
            new("people", "group", "People"),
            new("keys", "key", "API keys"),
            new("audit", "policy", "Audit"),
            .. sandbox.Enabled ? [new MenuEntry("sandbox", "science", "Sandbox")] : Array.Empty<MenuEntry>(),
        ]),
    ];
}
