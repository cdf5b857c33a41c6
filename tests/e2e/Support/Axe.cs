using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace E2E.Support;

/// <summary>
/// axe in the pages of a browser's context. It is put into each page as it loads, once, and answers only with what is wrong: on a page
/// with a long table the list of what is well takes longer than finding it.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async runOnly => (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations
          .filter(found => found.impact === 'serious' || found.impact === 'critical')
          .flatMap(found => found.nodes.map(node => `${found.id} (${found.help}): ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`))
        """;

    private static readonly string[] _all = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>All that depends on colours, and nothing else.</summary>
    private static readonly string[] _ofColours = ["color-contrast", "link-in-text-block"];

    private static readonly string _script = new BundledAxeScriptProvider().GetScript();

    public static Task AddAxeAsync(this IBrowserContext context) => context.AddInitScriptAsync(_script);

    /// <summary>What is serious or critical on the page as it is now.</summary>
    /// <param name="page">Of a context with axe.</param>
    /// <param name="onlyColours">Whether only the rules of colours are asked.</param>
    public static Task<string[]> SeriousAsync(this IPage page, bool onlyColours = false) => page.EvaluateAsync<string[]>(
        Run, onlyColours ? new { type = "rule", values = _ofColours } : new { type = "tag", values = _all });
}
