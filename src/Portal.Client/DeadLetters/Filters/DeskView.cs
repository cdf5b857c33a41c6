namespace Portal.Client.DeadLetters.Filters;

/// <summary>The two ways to look at the same dead letters.</summary>
internal static class DeskView
{
    public const string Groups = "groups";
    public const string List = "list";

    /// <summary>
    /// What is shown when the address does not say: groups for everything there is, the list for whoever comes with a filter
    /// (a queue's dead letters, a word).
    /// </summary>
    public static string For(string? asked, DeadLetterFilter filter) => asked switch
    {
        Groups or List => asked,
        _ => filter with { Status = null } == new DeadLetterFilter() ? Groups : List,
    };
}
