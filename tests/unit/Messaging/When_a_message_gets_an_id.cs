using Messaging;

namespace Unit.Messaging;

public sealed class When_a_message_gets_an_id
{
    [Fact]
    public void Should_be_a_version_7_uuid_that_no_other_has()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var ids = Enumerable.Range(0, 10_000).Select(_ => new Message("t", default).Id).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id =>
        {
            var uuid = Guid.ParseExact(id, "N");
            Assert.Equal((7, 0b10), (uuid.Version, uuid.Variant >> 2));
            var at = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id[..12], 16));
            Assert.InRange(at, before, before.AddMinutes(10));
        });
    }
}
