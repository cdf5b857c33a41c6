using Messaging;

namespace Unit.Messaging.Faults;

public sealed class When_the_file_is_read_only
{
    [Fact]
    public async Task Should_not_start_and_change_nothing()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await faulty.PublishAsync("before");
        faulty.Scope.ReadOnly = true;

        var refused = await Assert.ThrowsAsync<SqliteException>(faulty.RestartAsync);

        Assert.Contains("broker.db", refused.Message, StringComparison.Ordinal);
        faulty.Scope.ReadOnly = false;
        await faulty.RestartAsync();
        Assert.Equal(["before"], await faulty.TextsAsync());
    }
}
