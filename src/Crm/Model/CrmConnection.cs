using Entente.Crm.Listed;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>
/// A connection to a CRM. Connected (credentials work) → Backfilling → Live; an admin may pause it, a refused credential
/// breaks it. Nothing is read or written but in Backfilling and Live.
/// </summary>
[Subject("crm_connection")]
internal sealed class CrmConnection : Entity
{
    private CrmConnection() { }

    public CrmConnectionId Id { get; private init; }
    public CrmKind Kind { get; private init; }

    /// <summary>Where the CRM's API answers.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>HubSpot's path version or Salesforce's API version.</summary>
    public string ApiVersion { get; private set; } = "";

    /// <summary>The credentials, closed by the secret box.</summary>
    [Secret]
    [Sealed(Crm.Connect.CrmCredentials.Purpose)]
    public string Credentials { get; private set; } = "";

    /// <summary>The mapping in force, as JSON; its history is kept in <see cref="MappingVersion"/>.</summary>
    public string Mapping { get; private set; } = "{\"fields\":[],\"stages\":[],\"owners\":[]}";

    /// <summary>The number of the mapping in force; 0 before anybody set one.</summary>
    public int MappingNumber { get; private set; }

    /// <summary>The CRM's own fields that partners may see, and that are read for it: a <see cref="ListedFields"/>, as JSON.</summary>
    public string Listed { get; private set; } = "{}";

    /// <summary>What Entente decides is written here; one connection of a workspace at most.</summary>
    public bool Writes { get; private set; }

    public CrmConnectionState State { get; private set; }

    /// <summary>The state to go back to after a pause.</summary>
    public CrmConnectionState Before { get; private set; }

    /// <summary>For a broken connection: what an admin must do.</summary>
    public string Trouble { get; private set; } = "";

    public string AccountId { get; private set; } = "";
    public string AccountName { get; private set; } = "";
    public string Currency { get; private set; } = "EUR";
    public string TimeZone { get; private set; } = "UTC";
    public string Url { get; private set; } = "";
    public bool MultiCurrency { get; private set; }

    /// <summary>How long the cursor rests between two walks, in seconds.</summary>
    public int PollSeconds { get; private set; } = 60;

    /// <summary>Calls a second when somebody set a pace; otherwise the CRM's own limits hold.</summary>
    public int? CallsPerSecond { get; private set; }

    /// <summary>How much of the CRM's published limits Entente may use, in per cent.</summary>
    public int SharePercent { get; private set; } = 80;

    /// <summary>Hours between two comparisons of everything; 0: only when somebody asks.</summary>
    public int ReconcileHours { get; private set; } = 24;

    /// <summary>Raised when credentials or facts change: whoever holds a connector of an older one makes a new one.</summary>
    public int Revision { get; private set; } = 1;
    public DateTimeOffset ConnectedAt { get; private init; }

    /// <summary>When the first load began: from here on changes are followed.</summary>
    public DateTimeOffset? FollowedSince { get; private set; }

    public bool Runs => State is CrmConnectionState.Backfilling or CrmConnectionState.Live;

    public static CrmConnection Connect(
        CrmConnectionId id,
        CrmKind kind,
        string origin,
        string apiVersion,
        string credentials,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Origin = origin,
            ApiVersion = apiVersion,
            Credentials = credentials,
            State = CrmConnectionState.Connected,
            ConnectedAt = now,
        };

    /// <summary>What the CRM says of the account.</summary>
    public void Know(CrmAccountFacts facts)
    {
        (AccountId, AccountName, Url) = (facts.AccountId, facts.Name, facts.Url);
        (Currency, TimeZone, MultiCurrency) = (facts.Currency, facts.TimeZone, facts.MultiCurrency);
        Revision++;
    }

    /// <summary>New credentials for the same account; a broken connection goes on where it stood.</summary>
    public void Renew(string credentials)
    {
        Credentials = credentials;
        Revision++;
        if (State is CrmConnectionState.Broken or CrmConnectionState.Disconnected)
            (State, Trouble) = (Before, "");
    }

    /// <summary>A rotated refresh token: no new revision, the holder of the old access goes on with it.</summary>
    public void Rotate(string credentials) => Credentials = credentials;

    /// <summary>Another secret beside the same way in: whoever checks signatures takes it at once.</summary>
    public void Resecret(string credentials) => (Credentials, Revision) = (credentials, Revision + 1);

    /// <summary>The same account answers at another address from now on: a sandbox that was started on other ports.</summary>
    /// <param name="credentials">Without the access that was granted for the old one.</param>
    public void Move(Uri origin, string credentials)
    {
        var (old, fresh) = (new Uri(Origin).GetLeftPart(UriPartial.Authority), origin.GetLeftPart(UriPartial.Authority));
        Url = Url.StartsWith(old, StringComparison.OrdinalIgnoreCase) ? fresh + Url[old.Length..] : Url;
        (Origin, Credentials, Revision) = (origin.ToString(), credentials, Revision + 1);
    }

    public void Pace(int pollSeconds, int? callsPerSecond)
    {
        (PollSeconds, CallsPerSecond) = (Math.Clamp(pollSeconds, 5, 86_400), callsPerSecond);
        Revision++;
    }

    /// <param name="share">Per cent.</param>
    public void Limit(int share) => (SharePercent, Revision) = (Math.Clamp(share, 1, 100), Revision + 1);

    public void ReconcileEvery(int hours) => ReconcileHours = Math.Clamp(hours, 0, 24 * 31);

    /// <summary>Another mapping from now on: whoever holds a connector makes a new one.</summary>
    public void Map(CrmMapping mapping)
    {
        (Mapping, MappingNumber) = (Json.Write(mapping), MappingNumber + 1);
        Revision++;
    }

    /// <summary>Partners may see other fields from now on: whoever holds a connector makes a new one, which reads them.</summary>
    public void List(ListedFields fields) => (Listed, Revision) = (Json.Write(fields), Revision + 1);

    public void WriteHere(bool writes) => Writes = writes;

    /// <summary>Another version of the CRM's API, and with it the style of its paths.</summary>
    public void Speak(string apiVersion)
    {
        ApiVersion = apiVersion;
        Revision++;
    }

    /// <summary>An admin takes the access away. What is mirrored stays readable; connecting the same account again goes on with it.</summary>
    public void Disconnect(string emptied)
    {
        Before = State is CrmConnectionState.Live or CrmConnectionState.Backfilling or CrmConnectionState.Connected ? State : Before;
        (State, Credentials, Trouble, Writes) = (CrmConnectionState.Disconnected, emptied, "", false);
        Revision++;
    }

    public void BeginBackfill(DateTimeOffset now)
    {
        if (State is not (CrmConnectionState.Connected or CrmConnectionState.Live or CrmConnectionState.Backfilling))
            throw new InvalidOperationException($"A {State} connection cannot begin to read.");
        State = CrmConnectionState.Backfilling;
        FollowedSince ??= now;
    }

    public void GoLive()
    {
        if (State == CrmConnectionState.Backfilling)
        {
            State = CrmConnectionState.Live;
            Announce(new CrmMirrorComplete(Id));
        }
        // Paused in the middle: it goes live when it is taken up again.
        else if (Before == CrmConnectionState.Backfilling)
            Before = CrmConnectionState.Live;
    }

    public void Pause()
    {
        if (!Runs)
            throw new InvalidOperationException($"A {State} connection cannot be paused.");
        (Before, State) = (State, CrmConnectionState.Paused);
    }

    public void Resume()
    {
        if (State != CrmConnectionState.Paused)
            throw new InvalidOperationException($"A {State} connection cannot be taken up again.");
        State = Before;
    }

    /// <summary>The CRM refuses our credentials: everything stops until an admin acts.</summary>
    public void Break(string trouble)
    {
        if (State is CrmConnectionState.Broken or CrmConnectionState.Disconnected)
            return;
        Before = State == CrmConnectionState.Paused ? Before : State;
        (State, Trouble) = (CrmConnectionState.Broken, trouble);
        Announce(new CrmConnectionBroken(Id, trouble));
    }
}
