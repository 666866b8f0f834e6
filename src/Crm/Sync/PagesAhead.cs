using System.Threading.Channels;
using Entente.Crm.Port;

namespace Entente.Crm.Sync;

/// <summary>
/// Asks for the next pages while those before them are written, so that neither side waits for the other: the CRM's limit is used
/// without a pause, and what has gathered meanwhile is one commit. No more than two commits' worth is ever in hand.
/// </summary>
/// <param name="fetch">The page behind a cursor; called one at a time, each with the cursor of the page before.</param>
internal sealed class PagesAhead(Func<string?, CancellationToken, Task<CrmResult<CrmPage>>> fetch) : IAsyncDisposable
{
    /// <summary>Records of one commit: enough that its costs do not matter, little enough that a kill costs a moment.</summary>
    public const int CommitOf = 1_000;

    private readonly Channel<CrmResult<CrmPage>> pages = Channel.CreateUnbounded<CrmResult<CrmPage>>();
    private readonly SemaphoreSlim room = new(0);
    private readonly CancellationTokenSource ended = new();
    private Task fetching = Task.CompletedTask;
    private int ahead;
    private volatile bool stopped;

    public void Begin(string? cursor) => fetching = Fetch(cursor, ended.Token);

    /// <summary>No more pages are asked for; those in hand still come.</summary>
    public void Stop() => stopped = true;

    /// <summary>
    /// What has come, as one page; waits for the first. Null after the last page, and after <see cref="Stop"/> when all in hand was
    /// taken. An error comes behind the pages that came before it.
    /// </summary>
    public async Task<CrmResult<CrmPage>?> Next(CancellationToken ct)
    {
        if (!await pages.Reader.WaitToReadAsync(ct) || !pages.Reader.TryRead(out var first))
            return null;
        if (!first.Ok)
            return first;
        var page = first.Value;
        while (page.Records.Count < CommitOf && pages.Reader.TryPeek(out var more) && more.Ok && pages.Reader.TryRead(out more))
        {
            var next = more.Value;
            page = next with { Records = [.. page.Records, .. next.Records], Total = next.Total ?? page.Total };
        }
        Interlocked.Add(ref ahead, -page.Records.Count);
        room.Release();
        return page;
    }

    private async Task Fetch(string? cursor, CancellationToken ct)
    {
        try
        {
            for (var at = cursor; !stopped; )
            {
                var page = await fetch(at, ct);
                if (page.Ok)
                    Interlocked.Add(ref ahead, page.Value.Records.Count);
                pages.Writer.TryWrite(page);
                // Where the CRM asks to wait, the cursor is kept first, and then somebody else has a turn.
                if (!page.Ok || !page.Value.More || page.Value.Wait > TimeSpan.Zero)
                    break;
                at = page.Value.Cursor;
                while (Volatile.Read(ref ahead) >= CommitOf && !stopped)
                    await room.WaitAsync(ct);
            }
            pages.Writer.TryComplete();
        }
#pragma warning disable CA1031 // Whoever takes the pages is told of it, whatever it was.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            pages.Writer.TryComplete(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await fetching;
        ended.Dispose();
        room.Dispose();
    }
}
