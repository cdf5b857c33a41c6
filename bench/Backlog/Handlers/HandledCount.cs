namespace Bench;

/// <summary>Where the handlers of a host find the present turn.</summary>
internal sealed class HandledCount
{
    private volatile HandledTurn _turn = new(0);

    public HandledTurn Begin(int messages) => _turn = new HandledTurn(messages);

    public void Handled() => _turn.Handled();
}
