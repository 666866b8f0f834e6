using System.Text.Json.Nodes;
using System.Threading.Channels;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>
/// Works imports off, one after the other, in chunks of 500 rows. A chunk's records, errors and progress are one transaction, so that a sandbox
/// killed in the middle goes on with the next row when it is back.
/// </summary>
internal sealed class ImportRunner(ImportBook imports, ImportRow rows, CrmStore store, ILogger<ImportRunner> log) : BackgroundService
{
    private const int ChunkRows = 500;

    private readonly Channel<string> waiting = Channel.CreateUnbounded<string>();

    public void Start(string id) => waiting.Writer.TryWrite(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var import in imports.All().Where(i => !i.Ended).Reverse())
            Start(import.Id);
        await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Run(() => Work(id, stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "An import could not be worked off.");
                imports.Change(id, (_, now) => now with { State = "FAILED" });
            }
        }
    }

    private void Work(string id, CancellationToken stopping)
    {
        if (imports.Change(id, (_, now) => now.Ended ? null : now with { State = "PROCESSING" }) is not { } import)
            return;
        var (order, _) = ImportOrder.Read((JsonObject)JsonNode.Parse(import.Request)!, store);
        var all = Csv.Read(imports.Data(id) ?? "", ',');
        if (order is null || all is null)
        {
            Fail(id, "COULD_NOT_PARSE_ROW", "A quoted field of the file is not closed.", null, []);
            return;
        }
        var header = order.HasHeader ? all.FirstOrDefault() ?? [] : null;
        if (rows.Complaint(order, header) is { } complaint)
        {
            Fail(id, complaint.Type, complaint.Message, complaint.Column, header ?? []);
            return;
        }
        var first = header is null ? 0 : 1;
        for (var next = first + import.Rows; next < all.Count; next += ChunkRows)
        {
            if (stopping.IsCancellationRequested || !Chunk(id, order, all.GetRange(next, Math.Min(ChunkRows, all.Count - next)), next))
                return;
        }
        imports.Change(id, (_, now) => now.Ended ? null : now with { State = "DONE" });
    }

    /// <summary>False when the import was canceled meanwhile.</summary>
    private bool Chunk(string id, ImportOrder order, List<string[]> chunk, int first) =>
        imports.Change(
            id,
            (tx, now) =>
            {
                if (now.Ended)
                    return null;
                var domains = new CompanyDomains(store);
                var outcomes = chunk.Select((cells, at) => rows.Save(tx, order, domains, cells, first + at + 1)).ToList();
                var errors = outcomes.SelectMany(o => o.Errors).ToList();
                ImportBook.PutErrors(tx, id, first, errors);
                return now with
                {
                    Rows = now.Rows + chunk.Count,
                    Created = now.Created + outcomes.Sum(o => o.Created),
                    Updated = now.Updated + outcomes.Sum(o => o.Updated),
                    Values = now.Values + outcomes.Sum(o => o.Values),
                    Errors = now.Errors + errors.Count,
                };
            }
        )
            is not null;

    private void Fail(string id, string type, string message, int? column, IReadOnlyList<string> row) =>
        imports.Change(
            id,
            (tx, now) =>
            {
                ImportBook.PutErrors(tx, id, 0, [new("1", type, message, tx.Now.ToUnixTimeMilliseconds(), 1, row, column)]);
                return now with { State = "FAILED", Errors = 1 };
            }
        );
}
