using Portal.Client.Elements;
using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>How far an operation is, in one line of a notification.</summary>
internal static class ProgressWords
{
    public static string Href(OperationView operation) => $"operations/{Uri.EscapeDataString(operation.Id)}";

    public static string Of(OperationView operation)
    {
        string?[] parts =
        [
            $"{StateOf(operation.State)}: {Figures.Count(OperationWords.Handled(operation))} of {Figures.Count(operation.Total)}",
            operation is { State: OperationState.Running, Stage: > 0 and var stage } ? $"canary: {(stage == 1 ? "the first one" : $"the next {stage}")}" : null,
            operation.Failed > 0 ? $"{Figures.Count(operation.Failed)} failed" : null,
            operation.Skipped > 0 ? $"{Figures.Count(operation.Skipped)} skipped" : null,
            operation.FailedAgain > 0 ? $"{Figures.Count(operation.FailedAgain)} came back" : null,
            operation.Words,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    private static string StateOf(OperationState state) => state switch
    {
        OperationState.Running => "Running",
        OperationState.Paused => "Paused",
        OperationState.Stopped => "Stopped by itself",
        OperationState.Completed => "Done",
        _ => "Cancelled",
    };
}
