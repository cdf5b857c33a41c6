using System.Diagnostics.CodeAnalysis;
using Portal.Client.Contracts;

namespace Portal.Live.Events;

/// <summary>Which events a stream has.</summary>
/// <param name="Types">Their names.</param>
/// <param name="Ids">Of these entities only; empty for all.</param>
internal sealed record EventFilter(IReadOnlySet<string> Types, IReadOnlySet<string> Ids)
{
    private const int MaxIds = 100;
    private const int MaxId = 200;

    public static bool TryRead(string? types, string? ids, [NotNullWhen(true)] out EventFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        filter = null;
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var wanted = Split(types);
        if (!wanted.IsSubsetOf(EventNames.All))
            errors["types"] = ["must be one or more of " + string.Join(", ", EventNames.All) + ", separated by commas"];
        var only = Split(ids);
        if (only.Count > MaxIds || only.Any(id => id.Length > MaxId))
            errors["ids"] = [$"must be at most {MaxIds} ids of at most {MaxId} characters, separated by commas"];
        problem = errors.Count > 0 ? Problem.Invalid(errors) : null;
        if (problem is not null)
            return false;
        filter = new EventFilter(wanted.Count == 0 ? EventNames.All.ToHashSet(StringComparer.Ordinal) : wanted, only);
        return true;
    }

    public bool Wants(EventEntry entry) => Types.Contains(entry.Name) && (Ids.Count == 0 || Ids.Contains(entry.Entity.Id));

    private static HashSet<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
