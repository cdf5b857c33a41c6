namespace Portal.Client.Contracts;

/// <summary>A <see cref="Problem"/> as a person reads it.</summary>
public static class ProblemWords
{
    /// <summary>A gateway threw: what exactly is in the log, not on the page.</summary>
    public static Problem Unexpected { get; } =
        new(500, "Something went wrong on the server", "It has written down what. Try again; if it stays, tell whoever runs the portal.");

    public static string Of(Problem problem) => problem.Errors is { Count: > 0 } errors
        ? string.Join(" ", errors.SelectMany(field => field.Value))
        : problem.Detail ?? problem.Title;
}
