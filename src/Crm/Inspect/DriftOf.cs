namespace Entente.Crm.Inspect;

/// <summary>How a record had drifted when everything was compared.</summary>
public enum DriftOf
{
    /// <summary>The CRM had it and the mirror had not.</summary>
    Missing,

    /// <summary>The mirror held an older state.</summary>
    Stale,

    /// <summary>The mirror held it and the CRM no longer had it.</summary>
    Gone,

    /// <summary>It seemed to be gone, with so many others that none was believed.</summary>
    Doubted,
}
