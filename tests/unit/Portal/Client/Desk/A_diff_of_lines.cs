using FsCheck;
using FsCheck.Fluent;
using Portal.Client.DeadLetters.Edit;

namespace Unit.Portal.Client.Desk;

public class A_diff_of_lines
{
    [Fact]
    public void Says_what_was_removed_and_what_was_added()
    {
        var diff = LineDiff.Of("{\n  \"a\": 1,\n  \"b\": 2\n}", "{\n  \"a\": 1,\n  \"b\": 3,\n  \"c\": 4\n}");
        Assert.Equal(
            [
                new(DiffKind.Same, "{", 1, 1),
                new(DiffKind.Same, "  \"a\": 1,", 2, 2),
                new(DiffKind.Removed, "  \"b\": 2", 3, null),
                new(DiffKind.Added, "  \"b\": 3,", null, 3),
                new(DiffKind.Added, "  \"c\": 4", null, 4),
                new(DiffKind.Same, "}", 4, 5),
            ],
            diff);
    }

    [Fact]
    public void Of_the_same_text_is_no_difference() => Assert.All(LineDiff.Of("a\r\nb", "a\nb"), line => Assert.Equal(DiffKind.Same, line.Kind));

    [Fact]
    public void Of_nothing_and_something_is_all_of_it()
    {
        Assert.All(LineDiff.Of("", "a\nb"), line => Assert.Equal(DiffKind.Added, line.Kind));
        Assert.All(LineDiff.Of("a\nb", ""), line => Assert.Equal(DiffKind.Removed, line.Kind));
        Assert.Empty(LineDiff.Of("", ""));
    }

    [Fact]
    public void Holds_both_texts_and_is_as_short_as_can_be() => Prop.ForAll(
        Texts(),
        Texts(),
        (before, after) =>
        {
            var diff = LineDiff.Of(string.Join('\n', before), string.Join('\n', after));
            Assert.Equal(before, diff.Where(line => line.Kind is not DiffKind.Added).Select(line => line.Text));
            Assert.Equal(after, diff.Where(line => line.Kind is not DiffKind.Removed).Select(line => line.Text));
            Assert.Equal(Enumerable.Range(1, before.Length), diff.Select(line => line.Before).OfType<int>());
            Assert.Equal(Enumerable.Range(1, after.Length), diff.Select(line => line.After).OfType<int>());
            Assert.Equal(LongestCommon(before, after), diff.Count(line => line.Kind is DiffKind.Same));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_two_texts_with_nothing_in_common_is_one_and_then_the_other()
    {
        var before = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"before {i}"));
        var after = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"after {i}"));
        var diff = LineDiff.Of(before, after);
        Assert.Equal(6000, diff.Count);
        Assert.All(diff.Take(3000), line => Assert.Equal(DiffKind.Removed, line.Kind));
        Assert.All(diff.Skip(3000), line => Assert.Equal(DiffKind.Added, line.Kind));
    }

    // Few different lines, so that there is much in common; never no line at all, which is not a text.
    private static Arbitrary<string[]> Texts() =>
        Gen.Elements("a", "b", "c", "d").ArrayOf().Where(lines => lines.Length > 0).ToArbitrary();

    private static int LongestCommon(string[] a, string[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
                table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
        }

        return table[a.Length, b.Length];
    }
}
