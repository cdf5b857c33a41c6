using Portal.Client.Contracts;

namespace Portal.Client.Elements;

/// <summary>How far a page's snapshot has come.</summary>
public sealed record LoadState(LoadPhase Phase, Problem? Problem)
{
    public static LoadState Loading { get; } = new(LoadPhase.Loading, null);

    public static LoadState After(Problem? problem) => problem switch
    {
        null => new(LoadPhase.Ready, null),
        { Status: 403 } => new(LoadPhase.Forbidden, problem),
        { Status: 404 } => new(LoadPhase.NotFound, problem),
        _ => new(LoadPhase.Failed, problem),
    };
}
