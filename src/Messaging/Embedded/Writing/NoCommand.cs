namespace Messaging.Embedded;

/// <summary>Stands in a batch for a command that was refused.</summary>
internal sealed class NoCommand : WriterCommand
{
    public static readonly NoCommand Instance = new();

    public override bool NeedsSpace => false;

    public override void Execute(BrokerStore store)
    {
    }

    public override void Committed()
    {
    }

    public override void Failed(Exception exception)
    {
    }
}
