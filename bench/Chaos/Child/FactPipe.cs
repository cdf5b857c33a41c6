using System.Text;

namespace Bench.Chaos;

/// <summary>
/// Tells the parent what is about to be done and what was done: a line a fact, in one write, on standard output. What was
/// written is the parent's, whatever happens to this process next.
/// </summary>
internal sealed class FactPipe
{
    private readonly Lock _lock = new();
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly byte[] _buffer = new byte[4096];

    public void Tell(string fact)
    {
        lock (_lock)
        {
            var length = Encoding.ASCII.GetBytes(fact, _buffer);
            _buffer[length] = (byte)'\n';
            _output.Write(_buffer, 0, length + 1);
        }
    }
}
