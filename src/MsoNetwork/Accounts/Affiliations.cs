using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

/// <summary>A person who keeps an organisation's entry: <see cref="Role.Editor"/> or <see cref="Role.Lead"/>.</summary>
public sealed class OrganisationPerson
{
    public Guid PersonId { get; set; }

    public Guid OrganisationId { get; set; }

    public Role Role { get; set; }

    public DateTimeOffset Since { get; set; }
}

/// <summary>A person who works in an integration centre.</summary>
public sealed class CentrePerson
{
    public Guid PersonId { get; set; }

    public string CentreKey { get; set; } = "";

    public DateTimeOffset Since { get; set; }

    /// <summary>The institution that says so, by its name; null where a person did. See <see cref="InstitutionRoles"/>.</summary>
    public string? Institution { get; set; }
}

/// <summary>A person with a role that belongs to no body: <see cref="Role.VocabularyEditor"/>, <see cref="Role.Administrator"/>.</summary>
public sealed class Duty
{
    public Guid PersonId { get; set; }

    public Role Role { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>As in <see cref="CentrePerson"/>.</summary>
    public string? Institution { get; set; }
}

internal sealed class OrganisationPersonConfiguration : IEntityTypeConfiguration<OrganisationPerson>
{
    public void Configure(EntityTypeBuilder<OrganisationPerson> builder)
    {
        builder.ToTable("organisation_people", table =>
            table.HasCheckConstraint("organisation_people_role", "role IN ('Editor', 'Lead')"));
        builder.HasKey(one => new { one.PersonId, one.OrganisationId });
        builder.HasIndex(one => one.OrganisationId);
        builder.Property(one => one.Role).HasConversion<string>();
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CentrePersonConfiguration : IEntityTypeConfiguration<CentrePerson>
{
    public void Configure(EntityTypeBuilder<CentrePerson> builder)
    {
        builder.ToTable("centre_people");
        builder.HasKey(one => new { one.PersonId, one.CentreKey });
        builder.HasIndex(one => one.CentreKey);
        builder.Property(one => one.Institution).HasMaxLength(InstitutionRoles.LongestName);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DutyConfiguration : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("duties", table =>
            table.HasCheckConstraint("duties_role", "role IN ('VocabularyEditor', 'Administrator')"));
        builder.HasKey(one => new { one.PersonId, one.Role });
        builder.Property(one => one.Institution).HasMaxLength(InstitutionRoles.LongestName);
        builder.Property(one => one.Role).HasConversion<string>();
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
