using System.Globalization;
using Entente.Bench;
using Entente.Bench.Rows;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var (words, size, multiple) = Sizes.Read(args);
(string Name, string Measures, Func<Task> Run)[] rows =
[
    ("startup", "process start to the first 200, beside a bare Kestrel", Startup.Measure),
    ("page", "the Today page and the registration form, beside a bare endpoint", Pages.Measure),
    ("check-10k", "the live check over 10,000 mirrored companies, beside a bare endpoint", () => LiveCheck.Measure(10_000)),
    ("check-100k", "the live check over 100,000 mirrored companies, beside a bare endpoint", () => LiveCheck.Measure(100_000)),
    (
        "check",
        "the live check as staff ask it, over a million accounts, opportunities and registrations, beside a bare endpoint",
        () => CheckRow.Measure(size ?? 1_000_000)
    ),
    (
        "candidates",
        "who of a million is meant by a name with two corruptions, beside pg_trgm",
        () => CandidatesRow.Measure(size ?? 1_000_000)
    ),
    ("duplicates", "which of a million accounts are one company, beside equal core names", () => DuplicatesRow.Measure(size ?? 1_000_000)),
    (
        "backfill",
        "the first load of a million accounts beside HubSpot's limit times --multiple N (4), and by Salesforce's Bulk API",
        () => BackfillRow.Measure(size ?? 1_000_000, multiple ?? 4)
    ),
    (
        "visible",
        "a change in the CRM until it is seen in Entente, calm and at 100 and 200 changes a second; --size: seconds of each",
        () => VisibleRow.Measure(size ?? 60)
    ),
    ("lookup", "the account of a domain among a million, beside a bare prepared SELECT", () => LookupRow.Measure(size ?? 1_000_000)),
    (
        "csv",
        "a verdict for every row of a file of 100,000 claims over ten times as many accounts, beside a bare COPY of the rows",
        () => CsvRow.Measure(size ?? 100_000)
    ),
    (
        "mail",
        "mails read and their replies taken out, on two threads, beside a bare split into lines; --size: seconds",
        () => MailRow.Measure(size ?? 5)
    ),
    (
        "mail-in",
        "an answer by mail until it stands in the conversation, and as a note at the CRM's deal; --size: seconds",
        () => MailInRow.Measure(size ?? 60)
    ),
    (
        "tell",
        "one event told to 500 people, and an announcement to 10,000 until their mails stand in the outbox, beside as many rows copied",
        () => TellRow.Measure(size ?? 10_000)
    ),
    (
        "ingest",
        "signed webhooks, durable, one event and a hundred in each, beside a bare Kestrel with one INSERT",
        () => IngestRow.Measure(size ?? 20_000)
    ),
    (
        "audit",
        "audit entries written and sealed durably beside a bare INSERT, and a million of them verified beside the file's SHA-256",
        () => AuditRow.Measure(size ?? 1_000_000)
    ),
];

if (words is ["--bare", var port])
{
    await BareEndpoint.Serve(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}
if (words is ["--bare-ingest", var at, var database])
{
    await BareIngest.Serve(int.Parse(at, CultureInfo.InvariantCulture), database);
    return 0;
}
if (words is [var wanted] && rows.FirstOrDefault(r => r.Name == wanted) is { Run: { } run })
{
    Console.WriteLine($"{wanted} on {Environment.ProcessorCount} cores, load generator on the same machine, load {Cores.Load()}");
    await run();
    return 0;
}
foreach (var row in rows)
    Console.WriteLine($"{row.Name, -12} {row.Measures}");
return words is [] ? 0 : 2;
