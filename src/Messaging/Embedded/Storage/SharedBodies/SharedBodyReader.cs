namespace Messaging.Embedded;

/// <summary>
/// Reads shared bodies on one connection. The row that was read last is remembered: neighbours are read together, a row never changes,
/// and no number is given out twice.
/// </summary>
/// <param name="prepare">Prepares a statement on the connection that is to read.</param>
internal sealed class SharedBodyReader(Func<string, SqliteStatement> prepare) : ISharedBodies
{
    private readonly SqliteStatement _select = prepare("""
        SELECT u.id, u.count, b.body FROM shared_use u JOIN shared_body b ON b.id = u.id WHERE u.id <= ? ORDER BY u.id DESC LIMIT 1
        """);

    private long _first;
    private int _count;
    private byte[] _data = [];

    public byte[] Read(long id)
    {
        if (id < _first || id >= _first + _count)
            Load(id);
        return SharedBodyPack.Body(_data, _count, (int)(id - _first)).ToArray();
    }

    private void Load(long id)
    {
        try
        {
            if (!_select.Bind(1, id).Step() || id >= _select.Int64(0) + _select.Int32(1))
                throw new InvalidDataException($"The body {id} that it shares is gone.");
            (_first, _count, _data) = (_select.Int64(0), _select.Int32(1), _select.Blob(2).ToArray());
        }
        finally
        {
            _select.Reset();
        }
    }
}
