namespace E2E.Guide;

public sealed class The_links_of_the_guide
{
    [Fact]
    public void Lead_only_to_what_is_there() => Assert.Empty(GuideTexts.BrokenLinks());
}
