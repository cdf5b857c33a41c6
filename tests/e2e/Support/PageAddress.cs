using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Support;

/// <summary>
/// Waits for an address by looking at it again and again. <c>WaitForURLAsync</c> looks once and then waits for a navigation: one that
/// happens between the two, on another thread, is missed, and the test fails at an address that is right.
/// </summary>
internal static class PageAddress
{
    /// <summary>Until the address has this in it.</summary>
    public static Task ArriveAsync(this IPage page, params ReadOnlySpan<string> parts)
    {
        var all = string.Concat(parts.ToArray().Select(part => $"(?=.*{Regex.Escape(part)})"));
        return Expect(page).ToHaveURLAsync(new Regex("^" + all));
    }

    /// <summary>Until the address ends with this.</summary>
    public static Task ArriveAtAsync(this IPage page, string end) => Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(end) + "$"));

    /// <summary>Until the address has this in it no more.</summary>
    public static Task LeaveAsync(this IPage page, string part) => Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(part)));
}
