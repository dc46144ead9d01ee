using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Teams;

/// <summary>Adds a mail to what the context saves next, so that it exists exactly when the change does.</summary>
/// <param name="context">Whose changes it goes with.</param>
/// <param name="to">One address.</param>
/// <param name="template">Name of src/Texts/mail/NAME.de.liquid.</param>
/// <param name="language">The recipient's language, where it is known.</param>
/// <param name="values">What the template names.</param>
public delegate void QueueMail(
    DbContext context, string to, string template, string? language, IReadOnlyDictionary<string, object?> values);
