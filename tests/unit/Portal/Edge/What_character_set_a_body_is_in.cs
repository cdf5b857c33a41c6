using Portal.Edge;

namespace Unit.Portal.Edge;

public class What_character_set_a_body_is_in
{
    [Theory]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/json; charset=\"UTF-8\"", true)]
    [InlineData("application/json; charset=utf-16", true)]
    [InlineData("application/json", true)]
    [InlineData("nothing at all; charset", true)]
    [InlineData("application/json; charset=nonsense", false)]
    [InlineData("text/plain; charset=\"\"", false)]
    public void One_that_nobody_knows_is_refused(string contentType, bool known) => Assert.Equal(known, KnownCharset.IsKnown(contentType));
}
