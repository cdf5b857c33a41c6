using Portal.Client.Elements;

namespace Portal.Client.Operations;

/// <summary>How pages show operations.</summary>
internal static class OperationWords
{
    public static Tone ToneOf(OperationState state) => state switch
    {
        OperationState.Running => Tone.Busy,
        OperationState.Paused => Tone.Warn,
        OperationState.Stopped => Tone.Bad,
        OperationState.Completed => Tone.Good,
        _ => Tone.Neutral,
    };

    public static string IconOf(OperationState state) => state switch
    {
        OperationState.Running => "sync",
        OperationState.Paused => "pause_circle",
        OperationState.Stopped => "front_hand",
        OperationState.Completed => "check_circle",
        _ => "cancel",
    };

    public static string IconOf(OperationKind kind) => kind switch
    {
        OperationKind.Replay => "replay",
        OperationKind.Archive => "inventory_2",
        OperationKind.Restore => "unarchive",
        _ => "delete",
    };

    public static Tone ToneOf(ItemResult result) => result switch
    {
        ItemResult.Done => Tone.Good,
        ItemResult.Failed or ItemResult.FailedAgain => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string IconOf(ItemResult result) => result switch
    {
        ItemResult.Done => "check_circle",
        ItemResult.Failed => "error",
        ItemResult.FailedAgain => "undo",
        ItemResult.Skipped => "redo",
        _ => "schedule",
    };

    public static string Of(ItemResult result) => result switch
    {
        ItemResult.FailedAgain => "failed again",
        _ => result.ToString().ToLowerInvariant(),
    };

    /// <summary>What was done to those that are done: <c>12 replayed</c>.</summary>
    public static string Done(OperationKind kind) => kind switch
    {
        OperationKind.Replay => "replayed",
        OperationKind.Archive => "archived",
        OperationKind.Restore => "restored",
        _ => "deleted",
    };

    public static bool IsOver(OperationState state) => state is OperationState.Completed or OperationState.Cancelled;

    public static long Handled(OperationView operation) => operation.Done + operation.Failed + operation.Skipped;

    public static long Remaining(OperationView operation) => operation.Total - Handled(operation);

    public static string Covered(OperationView operation) => operation.Filter is { Length: > 0 } filter ? "dead-letters?" + filter : "dead-letters";
}
