using Portal.Client.DeadLetters.Edit;

namespace Unit.Portal.Client.Desk;

public class An_edited_message
{
    private readonly EditDraft _draft = new(DeskStandIn.Detail("{\"a\":1}"), "{\"a\":1}");

    [Fact]
    public void Is_shown_on_several_lines_and_keeps_its_bytes_when_left_like_that()
    {
        Assert.Equal("{\n  \"a\": 1\n}", _draft.Body);
        Assert.False(_draft.IsChanged);
        Assert.Equal("Nothing is changed yet.", _draft.WhyNot);
        Assert.False(_draft.ToEdit().ChangesMessage);
    }

    [Fact]
    public void Sends_what_was_changed_and_nothing_else()
    {
        _draft.Body = "{\"a\":2}";
        Assert.Null(_draft.WhyNot);
        Assert.Equal("{\"a\":2}", _draft.ToEdit().Body);
        Assert.Null(_draft.ToEdit().Headers);
    }

    [Fact]
    public void Sends_all_headers_when_one_was_changed_removed_or_added()
    {
        _draft.Headers.Single(header => header.Name == "x-tenant").Value = "beta";
        _draft.Headers.Single(header => header.Name == "x-api-key").IsRemoved = true;
        _draft.Headers.Add(new HeaderDraft { Name = "x-why", Value = "mended" });
        var edit = _draft.ToEdit();
        Assert.Null(edit.Body);
        Assert.Equal(["correlation-id", "x-tenant", "x-why"], edit.Headers!.Keys.Order());
        Assert.Equal("beta", edit.Headers["x-tenant"]);
    }

    [Theory]
    [InlineData("", "The body is empty. A message without one would fail again.")]
    [InlineData("{\"a\":", "The body is not JSON, and its content type says it is.")]
    public void Is_not_sent_with_a_body_that_must_fail(string body, string why)
    {
        _draft.Body = body;
        Assert.Equal(why, _draft.WhyNot);
    }

    [Theory]
    [InlineData("X-Upper", "See the words beside the headers.")]
    [InlineData("", "See the words beside the headers.")]
    [InlineData("x-tenant", "The header x-tenant is there twice.")]
    public void Is_not_sent_with_a_header_that_is_none(string name, string why)
    {
        _draft.Headers.Add(new HeaderDraft { Name = name, Value = "1" });
        Assert.Equal(why, _draft.WhyNot);
    }

    [Fact]
    public void Has_locked_and_hidden_headers()
    {
        Assert.True(_draft.Headers.Single(header => header.Name == "correlation-id").IsLocked);
        Assert.True(_draft.Headers.Single(header => header.Name == "x-api-key").IsHidden);
        Assert.False(_draft.Headers.Single(header => header.Name == "x-tenant").IsHidden);
    }

    [Fact]
    public void Shows_that_a_secret_was_changed_and_not_the_secret()
    {
        _draft.Headers.Single(header => header.Name == "x-api-key").Value = "another-secret";
        Assert.DoesNotContain("secret", _draft.HeadersBefore + _draft.HeadersAfter, StringComparison.Ordinal);
        Assert.NotEqual(_draft.HeadersBefore, _draft.HeadersAfter);
    }

    [Fact]
    public void Is_as_it_was_after_a_reset()
    {
        _draft.Body = "x";
        _draft.Headers.Clear();
        _draft.Reset();
        Assert.False(_draft.IsChanged);
        Assert.Equal(3, _draft.Headers.Count);
    }
}
