using FsCheck;
using FsCheck.Fluent;
using Messaging;
using Messaging.Embedded;

namespace Unit.Messaging.Batches;

public sealed class When_a_batch_is_encoded
{
    private static readonly byte[] _version1 =
    [
        1,
        232, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 19, 0, 0, 0, 1, 0, 0, 0,
        1, 2, 0, (byte)'m', (byte)'1', 1, 0, (byte)'t', 1, 0, (byte)'c', 1, 0, 1, 0, (byte)'k', 1, 0, (byte)'v', (byte)'a',
        233, 3, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0,
        1, 2, 0, (byte)'m', (byte)'2', 1, 0, (byte)'t', 1, 0, (byte)'c', 1, 0, 1, 0, (byte)'k', 1, 0, (byte)'v',
    ];

    private static readonly Dictionary<string, string> _headers = new() { ["k"] = "v" };

    private static readonly Arrived[] _two =
    [
        Arrived(7, 1000, new Message("t", "a"u8.ToArray(), "c", "m1", _headers), null),
        Arrived(9, 1001, new Message("t", "b"u8.ToArray(), "c", "m2", _headers), 5),
    ];

    [Fact]
    public void Should_come_back_as_it_was()
    {
        // Few different ones, so that neighbours have something in common: also half a character, and half of a pair of surrogates.
        var names = Gen.Elements("", "a", "ab", "0191", "0192").Two().Select(two => two.Item1 + two.Item2 + "x");
        var texts = Gen.Elements("", "a", "\u00e4", "\u00f6", "\U0001F600", "\U0001F601", "\ud83d", "\ude00").ListOf().Select(l => string.Concat(l));
        var headers = Gen.Zip(Gen.Elements("h1", "h2", "\u00e4"), texts).ListOf()
            .Select(pairs => pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2));
        var messages =
            from id in names
            from type in names
            from contentType in names
            from header in headers
            from body in ArbMap.Default.GeneratorFor<byte[]>()
            from gap in Gen.Choose(1, 3)
            from later in Gen.Choose(-1, 1)
            from shared in Gen.Choose(0, 2)
            select (Message: new Message(type, body ?? [], contentType, id, header), gap, later, shared);

        Prop.ForAll(messages.NonEmptyListOf().ToArbitrary(), all =>
        {
            var (sequence, at) = (1000L, 1L << 40);
            var arrived = all.Select(m => Arrived(sequence += m.gap, at += m.later, m.Message, m.shared == 0 ? null : long.MaxValue / m.shared)).ToList();
            Assert.Equal(arrived.Select(Stored), Read(Write(arrived), arrived));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Should_be_read_as_it_was_written_before()
    {
        // Never change these bytes, nor those of version 1.
        byte[] version2 =
        [
            2,
            2, 0xd0, 0x0f, 0, 1, (byte)'t', 0, 1, (byte)'c', 1, 0, 1, (byte)'k', 0, 1, (byte)'v', 0, 2, (byte)'m', (byte)'1', 1, (byte)'a',
            0x3c, 2, 2, 10, 1, 1, (byte)'2',
        ];

        Assert.Equal(_two.Select(Stored), Read(_version1, _two));
        Assert.Equal(_two.Select(Stored), Read(version2, _two));
        Assert.Equal(version2, Write(_two));
    }

    // The lengths of the first head and the first body: negative, and too large; the second at the place of the first; the version of the first head.
    [Theory]
    [InlineData(21, new byte[] { 255, 255, 255, 255 })]
    [InlineData(21, new byte[] { 255, 255, 255, 127 })]
    [InlineData(25, new byte[] { 255, 255, 255, 255 })]
    [InlineData(25, new byte[] { 255, 255, 255, 127 })]
    [InlineData(65, new byte[] { 0 })]
    [InlineData(29, new byte[] { 9 })]
    public void Should_be_refused_in_its_first_version_when_it_is_changed(int at, byte[] bytes)
    {
        var changed = _version1.ToArray();
        bytes.CopyTo(changed, at);

        Assert.Throws<InvalidDataException>(() => Read(changed, _two));
    }

    [Fact]
    public void Should_be_refused_in_its_first_version_cut_off_anywhere_or_longer()
    {
        for (var length = 0; length < _version1.Length; length++)
            Assert.Throws<InvalidDataException>(() => Read(_version1[..length], _two));
        Assert.Throws<InvalidDataException>(() => Read([.. _version1, 0], _two));
    }

    [Fact]
    public void Should_say_once_what_all_have()
    {
        var headers = new Dictionary<string, string> { ["tenant"] = "north" };
        var one = Write([Arrived(1, 1, Similar("00"), null)]).Length;

        // Flags; how much of the id is the same, and its last digit, nine times its last two; and the body with its length.
        Assert.Equal(one + (99 * (1 + (2 + 1) + (1 + 100))) + 9, Write([.. Enumerable.Range(0, 100).Select(i => Arrived(1 + i, 1, Similar($"{i:00}"), null))]).Length);

        Message Similar(string number) => new("shop.order-placed.v1", new byte[100], id: "0192d3a5b4c07e4f8a" + number, headers: headers);
    }

    [Fact]
    public void Should_be_refused_cut_off_anywhere_and_never_break_anything_when_it_is_changed()
    {
        var headers = new Dictionary<string, string> { ["k"] = "v\u00e4" };
        var messages = Enumerable.Range(1, 10).Select(i => Arrived(i * i, i, new Message($"t{i % 3}", new byte[i], id: $"m{i}", headers: headers), i % 4 == 0 ? i : null)).ToList();
        var data = Write(messages);
        for (var length = 0; length < data.Length; length++)
            Assert.Throws<InvalidDataException>(() => Read(data[..length], messages));
        Assert.Throws<InvalidDataException>(() => Read([.. data, 0], messages));

        var refused = 0;
        for (var i = 0; i < data.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = data.ToArray();
                changed[i] ^= (byte)(1 << bit);
                try
                {
                    Read(changed, messages);
                }
                catch (Exception e) when (StoreDamage.IsOfData(e))
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, data.Length, 8 * data.Length);
    }

    private static Arrived Arrived(long sequence, long at, Message message, long? shared) =>
        new(new Entry(sequence, 0, 0, at, message, shared), MessageHead.Write(message));

    private static byte[] Write(IReadOnlyCollection<Arrived> messages)
    {
        var writer = new BatchWriter();
        Assert.Equal(messages.Count, writer.Write([.. messages]));
        return writer.Data.ToArray();
    }

    /// <summary>A message as it comes back from a row of its own: what is no text has been replaced in it.</summary>
    private static string Stored(Arrived arrived) => Describe(
        arrived.Entry.Sequence, arrived.Entry.PublishedAt, arrived.Entry.SharedBody, MessageHead.Read(arrived.Head, arrived.Entry.OwnBody.ToArray()));

    private static List<string> Read(byte[] data, IReadOnlyCollection<Arrived> messages)
    {
        var first = messages.First().Entry.Sequence;
        var read = new List<string>();
        for (var reader = new BatchReader(data, messages.Count, messages.Last().Entry.Sequence - first); reader.MoveNext();)
            read.Add(Describe(first + reader.Offset, reader.PublishedAt, reader.SharedBody, reader.Read(reader.Body.ToArray())));
        return read;
    }

    private static string Describe(long sequence, long at, long? shared, Message message)
    {
        var headers = string.Join('|', message.Headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"));
        return $"{sequence} {at} {shared} {message.Id} {message.Type} {message.ContentType} {headers} {Convert.ToHexString(message.Body.Span)}";
    }
}
