using Messaging;
using Microsoft.Data.Sqlite;
using Unit.Support;
using SqliteConnection = Microsoft.Data.Sqlite.SqliteConnection;

namespace Unit.Messaging;

public sealed class When_a_pooled_connection_is_opened_again
{
    private readonly SqlInbox _inbox = new(TimeProvider.System);

    /// <summary>A prepared statement that outlived its connection would run on the one that somebody else has got meanwhile.</summary>
    [Fact]
    public async Task Should_not_see_what_another_has_not_committed()
    {
        using var directory = new TempDirectory();
        using var file = new OutboxFile(directory.Path);
        var pooled = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory.Path, "service.db"), Pooling = true }.ToString();
        var context = new MessageContext("q", new Message("t", new byte[1], id: "m-1"), "Handler", 1);
        await using var reader = new SqliteConnection(pooled);
        for (var i = 0; i < 3; i++)
        {
            await reader.OpenAsync(TestContext.Current.CancellationToken);
            Assert.False(await _inbox.ContainsAsync(reader, context, CancellationToken.None));
            await reader.CloseAsync();
        }

        await using (var writer = new SqliteConnection(pooled)) // gets the connection that the reader had
        {
            await writer.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await writer.BeginTransactionAsync(TestContext.Current.CancellationToken);
            Assert.True(await _inbox.TryEnterAsync(transaction, context, CancellationToken.None));
            await reader.OpenAsync(TestContext.Current.CancellationToken);
            Assert.False(await _inbox.ContainsAsync(reader, context, CancellationToken.None));
            await reader.CloseAsync();
        }

        SqliteConnection.ClearPool(reader);
    }
}
