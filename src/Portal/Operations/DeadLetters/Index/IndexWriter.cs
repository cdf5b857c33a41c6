using Messaging;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Applies what changed among the dead letters to <c>desk.db</c>, each batch in one transaction with the position up to which it goes.
/// To apply the same change twice does nothing the second time. For one thread.
/// </summary>
internal sealed class IndexWriter(IndexFile file, Redactor redactor, TimeProvider time)
{
    private readonly SiteTable _sites = new(file, time);
    private readonly TextTable _text = new(file);

    /// <summary>Applies a batch; answers with the groups that changed.</summary>
    /// <param name="changes">What changed.</param>
    /// <param name="state">What to remember with it.</param>
    public List<long> Apply(IReadOnlyList<DeadLetterChange> changes, params ReadOnlySpan<(string Name, long Value)> state)
    {
        file.Begin();
        try
        {
            foreach (var change in changes)
                Apply(change);
            var changed = _sites.Flush();
            _text.Flush();
            foreach (var (name, value) in state)
                file.SetState(name, value);
            FaultPoint.Hit("desk-before-commit");
            file.Commit();
            FaultPoint.Hit("desk-after-commit");
            return changed;
        }
        catch
        {
            Forget();
            file.Rollback();
            throw;
        }
    }

    /// <summary>Whether a letter is known: its text has to be read otherwise, also when only its status changed.</summary>
    public bool Knows(long id) => file.Sql("SELECT 1 FROM letter WHERE id = $1").Any(id);

    /// <summary>Deletes groups and cells that nothing is in any more.</summary>
    public void Tidy()
    {
        file.Begin();
        try
        {
            file.Sql("DELETE FROM cell WHERE NOT EXISTS (SELECT 1 FROM tally WHERE tally.cell = cell.id)").Run();
            file.Sql("DELETE FROM site WHERE NOT EXISTS (SELECT 1 FROM cell WHERE cell.site = site.id)").Run();
            _text.Tidy();
            file.Commit();
        }
        finally
        {
            Forget();
            file.Rollback();
        }
    }

    private void Apply(DeadLetterChange change)
    {
        var stored = Find(change.Id);
        if (change.Letter is not { } letter)
        {
            if (stored is not null)
                Remove(stored);
        }
        else if (change.Excerpt is { } excerpt && stored?.Version != letter.Version)
        {
            if (stored is not null)
                Remove(stored);
            Insert(letter, excerpt);
        }
        else if (stored is not null && stored.Version != letter.Version)
        {
            Update(stored, letter);
        }
    }

    private void Insert(DeadLetter letter, DeadLetterExcerpt excerpt)
    {
        var methods = StackFrames.Methods(letter.Failure.Details);
        var where = FailureSite.Of(letter, methods);
        var site = _sites.Of(where, letter);
        var cell = _sites.CellOf(letter.Queue, site);
        var failedAt = letter.FailedAt.ToUnixTimeMilliseconds();
        var doc = FreeDoc(failedAt);
        file.Sql("""
            INSERT INTO letter (doc, id, version, cell, status, status_at, message_id, reason, exception_message, attempts, failures,
                first_failed_at, failed_at, last_by, edited_to)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """).Run(
            doc,
            letter.Id,
            letter.Version,
            cell,
            (int)letter.Status,
            letter.StatusAt.ToUnixTimeMilliseconds(),
            letter.MessageId,
            letter.Failure.Reason,
            SiteTable.Cut(letter.Failure.ExceptionMessage),
            letter.Attempts,
            letter.Failures,
            letter.FirstFailedAt.ToUnixTimeMilliseconds(),
            failedAt,
            letter.LastBy,
            letter.EditedTo);
        _text.Add(doc, cell, _sites.ShapeOf(where, methods), LetterWords.Of(letter, excerpt, redactor));
        _sites.Count(site, cell, (int)letter.Status, letter.Failures, failedAt, 1);
        _sites.Failed(site, letter);
        _sites.Replayed(site, letter.ReplayedAt);
    }

    /// <summary>Only what is not text has changed, and perhaps the queue.</summary>
    private void Update(IndexedLetter stored, DeadLetter letter)
    {
        var site = _sites.OfCell(stored.Cell);
        var cell = _sites.CellOf(letter.Queue, site);
        if (cell != stored.Cell)
            _text.Move(stored.Doc, cell);
        file.Sql("""
            UPDATE letter SET version = $2, cell = $3, status = $4, status_at = $5, attempts = $6, failures = $7, last_by = $8, edited_to = $9
            WHERE doc = $1
            """).Run(
            stored.Doc,
            letter.Version,
            cell,
            (int)letter.Status,
            letter.StatusAt.ToUnixTimeMilliseconds(),
            letter.Attempts,
            letter.Failures,
            letter.LastBy,
            letter.EditedTo);
        _sites.Count(site, stored.Cell, stored.Status, stored.Failures, stored.FailedAt, -1);
        _sites.Count(site, cell, (int)letter.Status, letter.Failures, stored.FailedAt, 1);
        _sites.Replayed(site, letter.ReplayedAt);
    }

    private void Remove(IndexedLetter stored)
    {
        _text.Remove(stored.Doc);
        file.Sql("DELETE FROM letter WHERE doc = $1").Run(stored.Doc);
        _sites.Count(_sites.OfCell(stored.Cell), stored.Cell, stored.Status, stored.Failures, stored.FailedAt, -1);
    }

    private IndexedLetter? Find(long id) => file.Sql("SELECT doc, version, cell, status, failures, failed_at FROM letter WHERE id = $1").First(
        row => new IndexedLetter(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetInt64(5)), id);

    /// <summary>A place that is not taken, among those of this time or as soon after it as there is one.</summary>
    private long FreeDoc(long failedAt)
    {
        const long room = 1L << IndexSchema.DocBits;
        for (var from = IndexSchema.DocOf(failedAt); ; from += room)
        {
            var last = file.Sql("SELECT COALESCE(MAX(doc), -1) FROM letter WHERE doc >= $1 AND doc < $2").Number(from, from + room)!.Value;
            if (last + 1 < from + room)
                return Math.Max(from, last + 1);
        }
    }

    private void Forget()
    {
        _sites.Forget();
        _text.Forget();
    }

    private sealed record IndexedLetter(long Doc, long Version, long Cell, int Status, int Failures, long FailedAt);
}
