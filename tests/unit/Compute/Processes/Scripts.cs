namespace Unit.Compute.Processes;

internal static class Scripts
{
    public const string Polite = "trap 'exit 0' TERM; echo ready; while :; do sleep 30 & wait $!; done";
    public const string Stubborn = "trap '' TERM; echo ready; while :; do sleep 1; done";
    public const string EndsItself = "echo ready; exit 3";
}
