using Microsoft.Playwright;

namespace E2E.Pages.States;

/// <summary>
/// The states of the page of one route. Each is either said, or why there is no such state: a page that says neither fails the
/// tests of <see cref="Every_page_has_its_states"/>. In addresses <c>{order}</c> and so on stand for what <see cref="Samples"/> makes.
/// </summary>
/// <param name="Route">As the page's <c>@page</c> says.</param>
/// <param name="Address">Where to look at it when all is well.</param>
/// <param name="Main">What is then there: what people come for.</param>
internal sealed record PageStates(string Route, string Address, Func<IPage, ILocator> Main)
{
    /// <summary>Other views of the page that are worth a look for accessibility.</summary>
    public string[] Others { get; init; } = [];

    /// <summary>The page as a whole is for administrators, so that the document itself is answered with 403.</summary>
    public bool IsAnswered403 { get; init; }

    /// <summary>What it says in a portal in which nothing has happened yet.</summary>
    public required Seen Empty { get; init; }

    /// <summary>What it says about something that does not exist.</summary>
    public required Seen Missing { get; init; }

    /// <summary>Without which table it cannot show anything.</summary>
    public required Broken Error { get; init; }

    /// <summary>The button that somebody who may only look finds disabled.</summary>
    public required Seen Refused { get; init; }

    /// <summary>What somebody who may only look sees instead of the page, where it is for administrators alone.</summary>
    public string? Forbidden { get; init; }
}

/// <summary>Words to be seen at an address (null: the page's own), or why there is nothing to be seen.</summary>
internal sealed record Seen(string? Words, string? Address = null, string? WhyNot = null)
{
    public static Seen Not(string why) => new(null, null, why);
}

/// <summary>A table whose absence the page has to survive; null with the reason where it reads none.</summary>
internal sealed record Broken(string? File, string? Table, string? Address = null, string? WhyNot = null)
{
    public static Broken Never(string why) => new(null, null, null, why);
}
