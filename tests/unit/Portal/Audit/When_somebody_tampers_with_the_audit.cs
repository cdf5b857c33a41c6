using Microsoft.Data.Sqlite;
using Portal.Client.Audit;

namespace Unit.Portal.Audit;

public sealed class When_somebody_tampers_with_the_audit : AuditTest
{
    private const string NoTriggers = "DROP TRIGGER record_stays; DROP TRIGGER record_is_kept; DROP TRIGGER record_grows;";

    [Theory]
    [InlineData("UPDATE record SET who = 'bert' WHERE id = 3")]
    [InlineData("DELETE FROM record WHERE id = 3")]
    [InlineData("INSERT OR REPLACE INTO record SELECT * FROM record WHERE id = 3")]
    [InlineData("INSERT INTO record SELECT 0, at, begun, action, target_kind, target, who_kind, 'bert', key_id, role, arguments, before, after, outcome, status, detail, ms, via, address, agent, request_id, trace_id, hash FROM record WHERE id = 3")]
    public async Task Should_SQLite_itself_refuse_it(string sql)
    {
        await WriteAsync(5);

        var refusal = Assert.Throws<SqliteException>(() => Sql(sql));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.True((await VerifyAsync()).Holds);
    }

    [Theory]
    [InlineData("UPDATE record SET who = 'bert' WHERE id = 4", "4")]
    [InlineData("UPDATE record SET at = at + 1 WHERE id = 4", "4")]
    [InlineData("UPDATE record SET detail = '' WHERE id = 4", "4")]
    [InlineData("DELETE FROM record WHERE id = 4", "5")]
    [InlineData("DELETE FROM record WHERE id <= 4", "5")]
    [InlineData("UPDATE record SET target = 'x', hash = zeroblob(32) WHERE id = 4", "4")]
    public async Task Should_the_first_record_that_does_not_fit_be_named(string sql, string brokenAt)
    {
        await WriteAsync(6);

        Sql(NoTriggers + sql);

        var check = await VerifyAsync();
        Assert.False(check.Holds);
        Assert.Equal(brokenAt, check.BrokenAt);
    }

    [Fact]
    public async Task Should_the_newest_hash_show_that_the_end_was_cut_off()
    {
        await WriteAsync(6);
        var before = await VerifyAsync();

        Sql(NoTriggers + "DELETE FROM record WHERE id = (SELECT max(id) FROM record)");

        Assert.NotEqual(before.Head, (await VerifyAsync()).Head); // what the chain alone cannot know
    }

    [Fact]
    public async Task Should_what_retention_deletes_not_count_as_such_and_a_forged_retention_do()
    {
        await WriteAsync(5);
        _time.Now += TimeSpan.FromDays(2);
        await WriteAsync(3);

        var deleted = await Writer.RunAsync(file => file.Retain((_time.GetUtcNow() - TimeSpan.FromDays(1)).ToUnixTimeMilliseconds(), 1000));

        Assert.Equal(6, deleted); // the start of the portal and five
        var check = await VerifyAsync();
        Assert.True(check.Holds, check.Why);
        Assert.Equal(("7", "10"), (check.First, check.Last));
        Assert.Equal("audit.retain", (await ListAsync())[0].Action);

        Assert.Throws<SqliteException>(() => Sql("DELETE FROM record WHERE id = 7"));
        Assert.Throws<SqliteException>(() => Sql("DELETE FROM retention"));
        Sql("INSERT INTO retention SELECT 8, hash, 8 FROM record WHERE id = 8; DELETE FROM record WHERE id <= 8");
        Assert.False((await VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Should_the_chain_go_on_over_a_restart_and_a_clock_that_is_set_back()
    {
        await WriteAsync(2);
        Restart();
        _time.Now += TimeSpan.FromHours(-3);
        await WriteAsync(2);

        Assert.True((await VerifyAsync()).Holds);
        var entries = await ListAsync();
        Assert.Equal(entries.OrderByDescending(entry => entry.At).Select(entry => entry.Id), entries.Select(entry => entry.Id));
    }

    private async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await Writer.AppendAsync(Record(outcome: AuditOutcome.Done));
    }
}
