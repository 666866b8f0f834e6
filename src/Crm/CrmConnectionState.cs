namespace Entente.Crm;

/// <summary>Where a connection stands.</summary>
public enum CrmConnectionState
{
    /// <summary>The credentials work; nothing has been read yet.</summary>
    Connected,

    /// <summary>The first load runs; changes are followed already.</summary>
    Backfilling,

    /// <summary>The mirror is whole and follows the CRM.</summary>
    Live,

    /// <summary>An admin stopped it; writes wait.</summary>
    Paused,

    /// <summary>The CRM refuses the credentials; writes wait.</summary>
    Broken,

    /// <summary>An admin took the access away; the credentials are gone, the mirror stays as it was.</summary>
    Disconnected,
}
