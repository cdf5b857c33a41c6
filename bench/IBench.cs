using System.Text.Json.Nodes;

namespace Bench;

/// <summary>Measures one thing beside its reference, in bounded time, and says so as it goes.</summary>
internal interface IBench
{
    string Name { get; }

    string About { get; }

    /// <summary>The options it understands, besides <c>--json</c>.</summary>
    IReadOnlyList<string> Options => [];

    /// <summary>The figures that programs read.</summary>
    Task<JsonObject> RunAsync(BenchArguments arguments);
}
